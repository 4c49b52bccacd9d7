// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/davidson.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace recap {
namespace {

using Vector = std::vector<double>;
using Matrix = std::vector<Vector>;

// Odds of three million to one: what grows beyond has no finite maximum.
constexpr double kUnbounded = 15;
constexpr int kMostSteps = 100;

// The free parameters: the strengths of all systems but the last, whose strength is 0, and ln(nu) where there are ties.
struct Model {
    std::size_t systems = 0;
    bool ties = false;
    std::size_t size() const { return systems - 1 + (ties ? 1 : 0); }
    double strength(const Vector& at, std::size_t system) const { return system + 1 < systems ? at[system] : 0; }
};

struct Chances {
    double first, second, tie, log_total;
};

// Weights of the three answers, divided by the square root of both strengths.
Chances chancesOf(const Model& model, const Vector& at, const PairCounts& pair) {
    const double half = (model.strength(at, pair.first) - model.strength(at, pair.second)) / 2;
    const double first = std::exp(half), second = std::exp(-half), tie = model.ties ? std::exp(at.back()) : 0;
    const double total = first + second + tie;
    return {first / total, second / total, tie / total, std::log(total)};
}

double answersOf(const PairCounts& pair) {
    return pair.first_wins + pair.second_wins + pair.ties;
}

double negativeLogLikelihood(const Model& model, const Vector& at, const std::vector<PairCounts>& pairs) {
    double sum = 0;
    for (const auto& pair : pairs) {
        const double half = (model.strength(at, pair.first) - model.strength(at, pair.second)) / 2;
        sum += answersOf(pair) * chancesOf(model, at, pair).log_total - half * (pair.first_wins - pair.second_wins);
        if (pair.ties > 0) sum -= pair.ties * at.back();
    }
    return sum;
}

void addScore(const Model& model, const Vector& at, const PairCounts& pair, Vector& score) {
    const auto chances = chancesOf(model, at, pair);
    const double n = answersOf(pair);
    const double strength = (pair.first_wins - pair.second_wins - n * (chances.first - chances.second)) / 2;
    if (pair.first + 1 < model.systems) score[pair.first] += strength;
    if (pair.second + 1 < model.systems) score[pair.second] -= strength;
    if (model.ties) score.back() += pair.ties - n * chances.tie;
}

// The family is exponential in the differences and ln(nu), so the observed information is the expected one.
void addInformation(const Model& model, const Vector& at, const PairCounts& pair, Matrix& information) {
    const auto chances = chancesOf(model, at, pair);
    const double n = answersOf(pair), mean = (chances.first - chances.second) / 2;
    const double strength = n * ((chances.first + chances.second) / 4 - mean * mean);
    const double both = -n * mean * chances.tie;
    const std::size_t last = model.size() - 1;
    for (const auto& [one, sign] : {std::pair{pair.first, 1.0}, std::pair{pair.second, -1.0}}) {
        if (one + 1 >= model.systems) continue;
        for (const auto& [other, otherSign] : {std::pair{pair.first, 1.0}, std::pair{pair.second, -1.0}})
            if (other + 1 < model.systems) information[one][other] += sign * otherSign * strength;
        if (!model.ties) continue;
        information[one][last] += sign * both;
        information[last][one] += sign * both;
    }
    if (model.ties) information[last][last] += n * chances.tie * (1 - chances.tie);
}

// Gauss and Jordan with pivots; empty for a singular matrix.
std::optional<Matrix> inverse(Matrix matrix) {
    const std::size_t n = matrix.size();
    Matrix result(n, Vector(n, 0.0));
    for (std::size_t i = 0; i < n; ++i) result[i][i] = 1;
    for (std::size_t column = 0; column < n; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column; row < n; ++row)
            if (std::abs(matrix[row][column]) > std::abs(matrix[pivot][column])) pivot = row;
        if (!(std::abs(matrix[pivot][column]) > 1e-12)) return std::nullopt;
        std::swap(matrix[pivot], matrix[column]);
        std::swap(result[pivot], result[column]);
        const double scale = 1 / matrix[column][column];
        for (std::size_t k = 0; k < n; ++k) {
            matrix[column][k] *= scale;
            result[column][k] *= scale;
        }
        for (std::size_t row = 0; row < n; ++row) {
            const double factor = matrix[row][column];
            if (row == column || factor == 0) continue;
            for (std::size_t k = 0; k < n; ++k) {
                matrix[row][k] -= factor * matrix[column][k];
                result[row][k] -= factor * result[column][k];
            }
        }
    }
    return result;
}

Vector times(const Matrix& matrix, const Vector& vector) {
    Vector out(matrix.size(), 0.0);
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = std::inner_product(vector.begin(), vector.end(), matrix[i].begin(), 0.0);
    return out;
}

double largest(const Vector& vector) {
    double most = 0;
    for (const double v : vector) most = std::max(most, std::abs(v));
    return most;
}

// Covariance of the centred strengths from that of the free parameters: centred = C free.
Matrix centred(const Model& model, const Matrix& free) {
    const auto k = static_cast<double>(model.systems);
    Matrix to(model.systems, Vector(model.size(), 0.0));
    for (std::size_t i = 0; i < model.systems; ++i)
        for (std::size_t j = 0; j + 1 < model.systems; ++j) to[i][j] = (i == j ? 1 : 0) - 1 / k;
    Matrix out(model.systems, Vector(model.systems, 0.0));
    for (std::size_t i = 0; i < model.systems; ++i) {
        const Vector half = times(free, to[i]);
        for (std::size_t j = 0; j < model.systems; ++j)
            out[i][j] = std::inner_product(half.begin(), half.end(), to[j].begin(), 0.0);
    }
    return out;
}

Vector rootOfDiagonal(const Matrix& matrix) {
    Vector out;
    for (std::size_t i = 0; i < matrix.size(); ++i) out.push_back(std::sqrt(std::max(0.0, matrix[i][i])));
    return out;
}

// All answers to each pair of systems, and whether any is a tie.
std::vector<PairCounts> pooled(std::size_t systems, std::span<const std::vector<PairCounts>> clusters) {
    std::vector<PairCounts> table(systems * systems);
    for (const auto& cluster : clusters)
        for (const auto& pair : cluster) {
            if (pair.first >= systems || pair.second >= systems || pair.first == pair.second)
                throw Error(ErrorCode::ShapeMismatch, message("A comparison names a system that there is not."));
            auto& sum = table[pair.first * systems + pair.second];
            sum.first = pair.first;
            sum.second = pair.second;
            sum.first_wins += pair.first_wins;
            sum.second_wins += pair.second_wins;
            sum.ties += pair.ties;
        }
    std::erase_if(table, [](const PairCounts& pair) { return answersOf(pair) == 0; });
    return table;
}

// The sandwich: inverse information, scores of the clusters, inverse information.
Matrix sandwich(const Model& model, const Vector& at, std::span<const std::vector<PairCounts>> clusters,
                const Matrix& bread) {
    Matrix filling(model.size(), Vector(model.size(), 0.0));
    double count = 0;
    for (const auto& cluster : clusters) {
        Vector score(model.size(), 0.0);
        double answers = 0;
        for (const auto& pair : cluster) {
            addScore(model, at, pair, score);
            answers += answersOf(pair);
        }
        if (answers == 0) continue;
        count += 1;
        for (std::size_t i = 0; i < score.size(); ++i)
            for (std::size_t j = 0; j < score.size(); ++j) filling[i][j] += score[i] * score[j];
    }
    const double scale = count > 1 ? count / (count - 1) : std::numeric_limits<double>::quiet_NaN();
    Matrix out;
    for (const auto& row : bread) {
        Vector half = times(filling, row);
        for (double& v : half) v *= scale;
        out.push_back(times(bread, half));
    }
    return out;
}

}  // namespace

DavidsonFit fitDavidson(std::size_t systems, std::span<const std::vector<PairCounts>> clusters) {
    DavidsonFit fit;
    const auto pairs = pooled(systems, clusters);
    fit.log_strength.assign(systems, 0.0);
    if (systems < 2 || pairs.empty()) return fit;
    const Model model{systems, std::any_of(pairs.begin(), pairs.end(), [](const auto& p) { return p.ties > 0; })};
    Vector at(model.size(), 0.0);
    double value = negativeLogLikelihood(model, at, pairs);
    std::optional<Matrix> bread;
    for (int step = 0; step < kMostSteps; ++step) {
        Vector score(model.size(), 0.0);
        Matrix information(model.size(), Vector(model.size(), 0.0));
        for (const auto& pair : pairs) {
            addScore(model, at, pair, score);
            addInformation(model, at, pair, information);
        }
        fit.gradient = largest(score);
        bread = inverse(information);
        if (!bread || largest(at) > kUnbounded) break;
        const Vector move = times(*bread, score);
        if (largest(move) < 1e-12) {
            fit.converged = true;
            break;
        }
        // Newton's step, halved until it does not go uphill.
        for (double length = 1; length > 1e-6; length /= 2) {
            Vector next = at;
            for (std::size_t i = 0; i < next.size(); ++i) next[i] += length * move[i];
            const double nextValue = negativeLogLikelihood(model, next, pairs);
            if (nextValue > value + 1e-12 * std::abs(value)) continue;
            at = next;
            value = nextValue;
            break;
        }
    }
    double mean = 0;
    for (std::size_t i = 0; i < systems; ++i) mean += model.strength(at, i) / static_cast<double>(systems);
    for (std::size_t i = 0; i < systems; ++i) fit.log_strength[i] = model.strength(at, i) - mean;
    fit.negative_log_likelihood = value;
    fit.log_nu = model.ties ? at.back() : -std::numeric_limits<double>::infinity();
    if (!fit.converged) return fit;
    fit.standard_error = rootOfDiagonal(centred(model, *bread));
    if (model.ties) fit.log_nu_standard_error = std::sqrt(bread->back().back());
    fit.cluster_covariance = centred(model, sandwich(model, at, clusters, *bread));
    fit.cluster_standard_error = rootOfDiagonal(fit.cluster_covariance);
    return fit;
}

}  // namespace recap
