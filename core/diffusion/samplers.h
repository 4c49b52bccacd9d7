// SPDX-License-Identifier: GPL-3.0-or-later
//
// The samplers themselves; callers use makeScheduler. Each constructor applies the defaults of its diffusers class.
#pragma once

#include "diffusion/scheduler.h"
#include "diffusion/sigma_table.h"

#include <deque>
#include <memory>
#include <string_view>

namespace recap {

// Ho et al. 2020, ancestral sampling on a subset of the steps.
class DdpmScheduler final : public Scheduler {
public:
    explicit DdpmScheduler(const Json& config);
    torch::Tensor step(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample,
                       const DrawNoise& draw) override;

private:
    void chooseSteps(int count) override;
};

// Song et al. 2021; eta 0 is deterministic, 1 has DDPM's variance.
class DdimScheduler final : public Scheduler {
public:
    explicit DdimScheduler(const Json& config);
    torch::Tensor step(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample,
                       const DrawNoise& draw) override;
    void setEta(double eta) override { eta_ = eta; }

private:
    void chooseSteps(int count) override;
    double eta_ = 0;
};

// Liu et al. 2022: pseudo numerical methods. With skip_prk_steps (Stable Diffusion) linear multistep only, else four
// Runge-Kutta steps first.
class PndmScheduler final : public Scheduler {
public:
    explicit PndmScheduler(const Json& config);
    torch::Tensor step(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample,
                       const DrawNoise& draw) override;

private:
    void chooseSteps(int count) override;
    void forget() override;
    torch::Tensor rungeKuttaStep(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample);
    torch::Tensor multistepStep(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample);
    torch::Tensor transfer(const torch::Tensor& sample, int from, int to, torch::Tensor prediction) const;

    std::size_t rungeKuttaCalls_ = 0;
    std::size_t calls_ = 0;              // since the start of this picture
    std::deque<torch::Tensor> answers_;  // at most four, newest last
    torch::Tensor start_, sum_;
};

// Euler's method on the probability-flow equation (Karras et al. 2022, algorithm 2 without churn).
class EulerScheduler : public Scheduler {
public:
    explicit EulerScheduler(const Json& config, SchedulerClass kind = SchedulerClass::Euler);
    double initialNoiseScale() const override;
    torch::Tensor scaleInput(const torch::Tensor& sample, std::size_t call) const override;
    torch::Tensor step(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample,
                       const DrawNoise& draw) override;
    torch::Tensor addNoise(const torch::Tensor& clean, const torch::Tensor& noise, std::size_t call) const override;

protected:
    void chooseSteps(int count) override;
    torch::Tensor cleanAt(const torch::Tensor& prediction, const torch::Tensor& sample, double sigma) const;
    SigmaTable table_;
};

class EulerAncestralScheduler final : public EulerScheduler {
public:
    explicit EulerAncestralScheduler(const Json& config);
    torch::Tensor step(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample,
                       const DrawNoise& draw) override;
};

// What the two exponential integrators share: their noise levels and the x = alpha x_0 + sigma noise of a level.
class IntegratorScheduler : public Scheduler {
public:
    torch::Tensor addNoise(const torch::Tensor& clean, const torch::Tensor& noise, std::size_t call) const override;

protected:
    explicit IntegratorScheduler(const SchedulerConfig& config);
    void chooseSteps(int count) override;
    // How many of the training steps are used: those whose half log SNR is not below lambda_min_clipped.
    int usableSteps() const;
    // The level after the last step where the configuration does not want zero.
    virtual double smallestLevel() const;
    void forget() override;
    // Remembers the newest answer, at most `solver_order` of them.
    void remember(const torch::Tensor& clean);
    SigmaTable table_;
    std::deque<torch::Tensor> answers_;  // clean estimates, newest last
    int warmCalls_ = 0;                  // answers usable for higher order
};

// Lu et al. 2022: DPM-Solver++(2M).
class DpmSolverScheduler final : public IntegratorScheduler {
public:
    // `karras` overrides use_karras_sigmas of the configuration.
    explicit DpmSolverScheduler(const Json& config, const bool* karras = nullptr);
    torch::Tensor step(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample,
                       const DrawNoise& draw) override;
};

// Zhao et al. 2023: UniPC, predictor and corrector of the same order.
class UniPcScheduler final : public IntegratorScheduler {
public:
    explicit UniPcScheduler(const Json& config);
    torch::Tensor step(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample,
                       const DrawNoise& draw) override;

private:
    double smallestLevel() const override;
    void forget() override;
    torch::Tensor predict(const torch::Tensor& sample, std::size_t call, int order) const;
    torch::Tensor correct(const torch::Tensor& answer, std::size_t call, int order) const;
    torch::Tensor lastSample_;
    int lastOrder_ = 1;
};

template <class Sampler>
std::unique_ptr<Scheduler> makeSampler(const Json& config, std::string_view /*name*/) {
    return std::make_unique<Sampler>(config);
}
// Karras' noise levels are asked for by the name as well as by the configuration.
template <>
inline std::unique_ptr<Scheduler> makeSampler<DpmSolverScheduler>(const Json& config, std::string_view name) {
    const bool karras = name == "dpmsolver_2m_karras";
    const bool named = karras || name == "dpmsolver_2m";
    return std::make_unique<DpmSolverScheduler>(config, named ? &karras : nullptr);
}

struct SamplerMaker {
    SchedulerClass kind;
    std::unique_ptr<Scheduler> (*make)(const Json& config, std::string_view name);
};
inline constexpr SamplerMaker kSamplerMakers[] = {
    {SchedulerClass::Ddpm, makeSampler<DdpmScheduler>},
    {SchedulerClass::Ddim, makeSampler<DdimScheduler>},
    {SchedulerClass::Pndm, makeSampler<PndmScheduler>},
    {SchedulerClass::Euler, makeSampler<EulerScheduler>},
    {SchedulerClass::EulerAncestral, makeSampler<EulerAncestralScheduler>},
    {SchedulerClass::DpmSolver, makeSampler<DpmSolverScheduler>},
    {SchedulerClass::UniPc, makeSampler<UniPcScheduler>}};

}  // namespace recap
