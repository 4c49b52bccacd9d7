// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_models.h"
#include "bench/bench_session.h"

#include "base/clock.h"
#include "base/error.h"
#include "diffusion/pipeline.h"

#include <torch/types.h>

#include <ATen/Parallel.h>

namespace recap {
namespace {

constexpr const char* kPrompt = "a red dog to the left of a house";
constexpr double kGuidance = 7.5;

StableDiffusion::Request requestFor(const BenchModel& model, std::uint64_t batch) {
    StableDiffusion::Request request;
    request.steps = model.steps;
    request.guidance = kGuidance;
    for (std::uint64_t seed = 0; seed < batch; ++seed) {
        request.prompts.emplace_back(kPrompt);
        request.seeds.push_back(seed);
    }
    return request;
}

Json referenceRequest(const BenchModel& model, const StableDiffusion::Request& request) {
    return {{"op", "open"},
            {"kind", "sample"},
            {"folder", model.pipeline.string()},
            {"prompts", request.prompts},
            {"seeds", request.seeds},
            {"steps", request.steps},
            {"guidance", request.guidance}};
}

void benchDrawing(BenchSession& session, const BenchModel& model, std::uint64_t batch) {
    auto pipeline = StableDiffusion::load(model.pipeline);
    const auto request = requestFor(model, batch);
    const auto name = "Drawing, " + model.name + ", " + std::to_string(model.steps) + " steps, batch " +
                      std::to_string(batch) + ", per image";
    if (session.hasReference()) session.ask(referenceRequest(model, request));
    session.requireEqual(name, pipeline.sample(request), 1e-2);
    session.measure(name, static_cast<double>(batch), [&] { pipeline.sample(request); });
    if (session.hasReference()) session.ask({{"op", "close"}});
}

// Seconds from the start of a process to its word that the first step is done.
double secondsToFirstStep(const std::vector<std::string>& arguments,
                          const std::vector<std::pair<std::string, std::string>>& environment) {
    const Stopwatch watch;
    ChildProcess process(arguments, environment);
    while (const auto line = process.readLine(600)) {
        const Json event = parseJson(*line, arguments.front());
        if (event.value("event", "") == "progress" && event.value("stage", "") == "denoise" &&
            event.value("done", 0) >= 1)
            return watch.seconds();
    }
    throw Error(ErrorCode::Internal,
                message("%1 ended before its first step. %2", arguments.front(), process.lastWords()));
}

void benchStart(BenchSession& session, const BenchModel& model) {
    const auto drawn = session.folder() / "drawn";
    const auto ours = session.request().draw_command({model.pipeline, kPrompt, model.steps, session.threads(), drawn});
    Json request = referenceRequest(model, requestFor(model, 1));
    request["threads"] = session.threads();
    auto reference = session.referenceCommand("first-step");
    reference.push_back(toJsonLine(request));
    const std::vector<std::pair<std::string, std::string>> threads{
        {"OMP_NUM_THREADS", std::to_string(session.threads())}};
    session.measurePairs(
        "Start of the program to the first step, " + model.name,
        [&] {
            std::error_code ignored;
            std::filesystem::remove_all(drawn, ignored);  // a picture that is there is not drawn
            return secondsToFirstStep(ours, threads);
        },
        [&] { return secondsToFirstStep(reference, session.referenceEnvironment()); });
}

}  // namespace

void drawOnce(const std::filesystem::path& model, const std::string& prompt, int steps, int threads,
              const std::function<void(int, int)>& onStep) {
    at::set_num_threads(threads);
    auto pipeline = StableDiffusion::load(model);
    StableDiffusion::Request request;
    request.prompts = {prompt};
    request.seeds = {0};
    request.steps = steps;
    request.guidance = kGuidance;
    pipeline.sample(request, [&](int done, int total) {
        onStep(done, total);
        return true;
    });
}

void benchSample(BenchSession& session) {
    const auto demo = demoModel();
    benchDrawing(session, demo, 1);
    benchDrawing(session, demo, 8);
    if (session.request().draw_command) benchStart(session, demo);
    if (session.options().quick) return;
    const auto small = smallModel(session.folder() / "small");
    benchDrawing(session, small, 1);
    if (session.request().draw_command) benchStart(session, small);
}

}  // namespace recap
