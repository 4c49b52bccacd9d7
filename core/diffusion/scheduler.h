// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "diffusion/noise_schedule.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// Fresh unit noise shaped like the sample. The caller decides where it comes from: one generator per image in the
// pipeline, stored tensors in a test.
using DrawNoise = std::function<torch::Tensor()>;

// A sampler: turns the network's answers into the next, less noisy sample. The calls of one picture are numbered 0 to
// timesteps().size() - 1 and must come in order, because most methods remember earlier answers. Tables are computed in
// double from the float32 schedule. Not thread-safe; one object per sampling run.
class Scheduler {
public:
    Scheduler(const SchedulerConfig& config);
    virtual ~Scheduler() = default;

    // Chooses the steps and forgets all history. Throws Error(InvalidOption) for a count the model cannot have.
    void setSteps(int count);
    // Forgets the answers of earlier calls, e.g. before the next batch with the same steps.
    void reset() { forget(); }

    // The time handed to the network at each call; fractional for some samplers.
    const std::vector<double>& timesteps() const { return timesteps_; }
    // Noise levels of the calls and the final one, for samplers that work on them; else empty.
    const std::vector<double>& sigmas() const { return sigmas_; }
    // Unit noise times this is the sample of call 0.
    virtual double initialNoiseScale() const { return 1; }
    // The sample as the network wants to see it.
    virtual torch::Tensor scaleInput(const torch::Tensor& sample, std::size_t call) const;
    // The sample of the next call. Draws noise only where the method does, so that generators stay in step.
    virtual torch::Tensor step(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample,
                               const DrawNoise& draw) = 0;
    // A clean sample brought to the noise level of a call, to start there (image to image).
    virtual torch::Tensor addNoise(const torch::Tensor& clean, const torch::Tensor& noise, std::size_t call) const;
    // Amount of fresh noise of methods that let the user choose it (DDIM); others ignore it.
    virtual void setEta(double /*eta*/) {}

    const NoiseSchedule& schedule() const { return schedule_; }
    const SchedulerConfig& config() const { return config_; }

protected:
    virtual void chooseSteps(int count) = 0;  // fills timesteps_, sigmas_
    virtual void forget() {}
    // Estimate of the clean sample from the network's answer for x = alpha x_0 + sigma noise.
    torch::Tensor cleanFrom(const torch::Tensor& prediction, const torch::Tensor& sample, double alpha,
                            double sigma) const;

    SchedulerConfig config_;
    NoiseSchedule schedule_;
    int count_ = 0;
    std::vector<double> timesteps_, sigmas_;
};

// Names: ddpm ddim pndm euler euler_ancestral dpmsolver_2m dpmsolver_2m_karras unipc. An empty name takes the class
// that the configuration names. Fields missing in `config` take the defaults of the class made, as in diffusers. Throws
// Error(InvalidOption) for an unknown name, Error(BadFormat) for a configuration that is not supported.
std::unique_ptr<Scheduler> makeScheduler(const Json& config, std::string_view name = {});

// A scheduler file as StableDiffusionPipeline of diffusers takes it: when that loads a model it corrects files of its
// early versions, in which `steps_offset` is not 1 or `clip_sample` is on. A sampler made from the file alone is not
// corrected.
struct PipelineScheduler {
    Json config;
    // What was corrected and which fields are not followed, one sentence each; nothing that leaves the picture as it
    // is.
    std::vector<Message> remarks;
};
// For the sampler of this name, or the file's own. Throws as makeScheduler.
PipelineScheduler schedulerForPipeline(const Json& config, std::string_view name = {});

// Every name above.
std::vector<std::string> schedulerNames();
// The name of the class a configuration asks for, e.g. "pndm" for PNDMScheduler.
std::string_view schedulerNameOf(const Json& config);

}  // namespace recap
