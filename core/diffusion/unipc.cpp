// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/samplers.h"

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

// Coefficients of the B(h) scheme for a step h in half log SNR: equations 9 to 11 of the paper in data prediction,
// where the library's hh is -h.
struct Weights {
    double phi1 = 0;  // exp(-h) - 1
    double bh = 0;
    std::vector<double> right;  // b_1 .. b_order
};

Weights weightsFor(double h, int order, bool bh2) {
    Weights w;
    const double hh = -h;
    w.phi1 = std::expm1(hh);
    w.bh = bh2 ? w.phi1 : hh;
    double phiK = w.phi1 / hh - 1, factorial = 1;
    for (int i = 1; i <= order; ++i) {
        w.right.push_back(phiK * factorial / w.bh);
        factorial *= i + 1;
        phiK = phiK / hh - 1 / factorial;
    }
    return w;
}

// Solves sum_k rho_k ratio_k^(i-1) = b_i for i = 1 .. n (n <= 3) by elimination with pivoting.
std::vector<double> solveVandermonde(const std::vector<double>& ratios, const std::vector<double>& right) {
    const std::size_t n = ratios.size();
    std::vector<std::vector<double>> m(n, std::vector<double>(n + 1));
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < n; ++k) m[i][k] = std::pow(ratios[k], static_cast<double>(i));
        m[i][n] = right[i];
    }
    for (std::size_t c = 0; c < n; ++c) {
        const auto pivot =
            std::max_element(m.begin() + static_cast<std::ptrdiff_t>(c), m.end(),
                             [c](const auto& a, const auto& b) { return std::abs(a[c]) < std::abs(b[c]); });
        std::swap(*pivot, m[c]);
        for (std::size_t i = 0; i < n; ++i) {
            if (i == c) continue;
            const double factor = m[i][c] / m[c][c];
            for (std::size_t k = c; k <= n; ++k) m[i][k] -= factor * m[c][k];
        }
    }
    std::vector<double> out(n);
    for (std::size_t i = 0; i < n; ++i) out[i] = m[i][n] / m[i][i];
    return out;
}

}  // namespace

UniPcScheduler::UniPcScheduler(const Json& config)
    : IntegratorScheduler(schedulerConfigFromJson(config, SchedulerClass::UniPc)) {}

double UniPcScheduler::smallestLevel() const {
    return config_.use_karras_sigmas ? sigmas_.back() : table_.first();
}

void UniPcScheduler::forget() {
    IntegratorScheduler::forget();
    lastSample_ = torch::Tensor();
    lastOrder_ = 1;
}

torch::Tensor UniPcScheduler::step(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample,
                                   const DrawNoise& /*draw*/) {
    const auto [alpha, sigma] = alphaSigma(sigmas_.at(call));
    const auto answer = cleanFrom(prediction, sample, alpha, sigma);
    const auto& disabled = config_.disable_corrector;
    const bool corrects = lastSample_.defined() && call > 0 &&
                          std::find(disabled.begin(), disabled.end(), static_cast<int>(call) - 1) == disabled.end();
    const auto corrected = corrects ? correct(answer, call, lastOrder_) : sample;
    remember(answer);
    const int left = static_cast<int>(timesteps_.size() - call);
    lastOrder_ =
        std::min({config_.solver_order, config_.lower_order_final ? left : config_.solver_order, warmCalls_ + 1});
    lastSample_ = corrected;
    auto next = predict(corrected, call, lastOrder_);
    warmCalls_ = std::min(warmCalls_ + 1, config_.solver_order);
    return next;
}

torch::Tensor UniPcScheduler::predict(const torch::Tensor& sample, std::size_t call, int order) const {
    const double level = sigmas_.at(call), nextLevel = sigmas_.at(call + 1);
    const double sigma = alphaSigma(level).sigma;
    const auto [nextAlpha, nextSigma] = alphaSigma(nextLevel);
    const double h = logSnrHalf(nextLevel) - logSnrHalf(level);
    const auto w = weightsFor(h, order, config_.solver_type == "bh2");
    const auto& newest = answers_.back();
    auto next = (nextSigma / sigma) * sample - (nextAlpha * w.phi1) * newest;
    if (order == 1) return next;
    std::vector<double> ratios;
    std::vector<torch::Tensor> differences;
    for (int i = 1; i < order; ++i) {
        ratios.push_back((logSnrHalf(sigmas_.at(call - static_cast<std::size_t>(i))) - logSnrHalf(level)) / h);
        differences.push_back((answers_[answers_.size() - 1 - static_cast<std::size_t>(i)] - newest) / ratios.back());
    }
    const std::vector<double> known(w.right.begin(), w.right.end() - 1);
    const auto rho = order == 2 ? std::vector<double>{0.5} : solveVandermonde(ratios, known);
    for (std::size_t k = 0; k < differences.size(); ++k) next = next - (nextAlpha * w.bh * rho[k]) * differences[k];
    return next;
}

// Redoes the step before with the answer that is now known at its end.
torch::Tensor UniPcScheduler::correct(const torch::Tensor& answer, std::size_t call, int order) const {
    const double level = sigmas_.at(call - 1), nextLevel = sigmas_.at(call);
    const double sigma = alphaSigma(level).sigma;
    const auto [nextAlpha, nextSigma] = alphaSigma(nextLevel);
    const double h = logSnrHalf(nextLevel) - logSnrHalf(level);
    const auto w = weightsFor(h, order, config_.solver_type == "bh2");
    const auto& origin = answers_.back();
    std::vector<double> ratios;
    std::vector<torch::Tensor> differences;
    for (int i = 1; i < order; ++i) {
        ratios.push_back((logSnrHalf(sigmas_.at(call - 1 - static_cast<std::size_t>(i))) - logSnrHalf(level)) / h);
        differences.push_back((answers_[answers_.size() - 1 - static_cast<std::size_t>(i)] - origin) / ratios.back());
    }
    ratios.push_back(1);
    differences.push_back(answer - origin);
    const auto rho = order == 1 ? std::vector<double>{0.5} : solveVandermonde(ratios, w.right);
    auto next = (nextSigma / sigma) * lastSample_ - (nextAlpha * w.phi1) * origin;
    for (std::size_t k = 0; k < differences.size(); ++k) next = next - (nextAlpha * w.bh * rho[k]) * differences[k];
    return next;
}

}  // namespace recap
