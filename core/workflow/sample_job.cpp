// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/sample_job.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "diffusion/pipeline.h"
#include "image/encode.h"
#include "workflow/image_tensors_internal.h"
#include "workflow/threads.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace recap {
namespace {

torch::Device deviceNamed(const std::string& name) {
    if (name == "auto") return torch::cuda::is_available() ? torch::Device(torch::kCUDA) : torch::Device(torch::kCPU);
    try {
        const torch::Device device(name);
        if (device.is_cuda() && !torch::cuda::is_available())
            throw Error(ErrorCode::InvalidOption, "There is no usable CUDA device here; use --device cpu.");
        return device;
    } catch (const c10::Error&) {
        throw Error(ErrorCode::InvalidOption, "There is no device '" + name + "'; use auto, cpu, cuda or cuda:N.");
    }
}

torch::ScalarType dtypeNamed(const std::string& name) {
    if (name == "bf16") return torch::kBFloat16;
    if (name == "fp16") return torch::kFloat16;
    return torch::kFloat32;
}

struct Picture {
    std::string prompt;
    std::int64_t prompt_index = 0, seed = 0;
    fs::path file;
};

std::vector<Picture> planned(const SampleRequest& request) {
    std::vector<Picture> pictures;
    for (std::size_t p = 0; p < request.prompts.size(); ++p)
        for (std::int64_t k = 0; k < request.options.count; ++k) {
            const std::int64_t seed = request.prompts[p].seed + k;
            const std::string name = std::to_string(p) + "_" + std::to_string(seed) + ".png";
            pictures.push_back({request.prompts[p].text, static_cast<std::int64_t>(p), seed, request.out / name});
        }
    return pictures;
}

}  // namespace

SampleJob::SampleJob(SampleRequest request) : request_(std::move(request)) {}

SampleJob::~SampleJob() = default;

void SampleJob::run(JobContext& context) {
    const auto& options = request_.options;
    requireValid(options);
    if (request_.prompts.empty()) throw Error(ErrorCode::InvalidOption, "There is no prompt to draw.");
    if (request_.project) request_.project->requireWritable();
    ensureDirectory(request_.out);
    const ComputeThreads threads(options.threads);
    auto pipeline = StableDiffusion::load(request_.model);
    pipeline.to(deviceNamed(options.device), dtypeNamed(options.dtype));

    const auto pictures = planned(request_);
    const auto total = static_cast<std::int64_t>(pictures.size());
    // Groups are fixed by position, not by what is missing: a continued job draws the same batches and the same digits.
    for (std::int64_t begin = 0; begin < total; begin += options.batch_size) {
        context.pausePoint();
        const auto end = std::min(begin + options.batch_size, total);
        const std::vector<Picture> group(pictures.begin() + begin, pictures.begin() + end);
        const bool there = std::all_of(group.begin(), group.end(), [](const Picture& p) { return fs::exists(p.file); });
        if (!there) {
            StableDiffusion::Request request;
            for (const auto& picture : group) {
                request.prompts.push_back(picture.prompt);
                request.seeds.push_back(static_cast<std::uint64_t>(picture.seed));
            }
            request.negative = options.negative;
            request.steps = static_cast<int>(options.steps);
            request.guidance = options.guidance;
            request.scheduler = options.scheduler;
            request.width = static_cast<int>(options.width);
            request.height = static_cast<int>(options.height);
            const auto images = pipeline.sample(request, [&](int done, int steps) {
                context.report({"denoise", begin * steps + done * (end - begin), total * steps});
                return !context.control().cancelRequested();
            });
            if (!images.defined()) throw Cancelled{};
            for (std::size_t i = 0; i < group.size(); ++i)
                writePng(group[i].file, imageFromTensor(images[static_cast<std::int64_t>(i)]));
        }
        std::vector<SampleRecord> records;
        for (const auto& picture : group) {
            images_.push_back({picture.file.string(), picture.prompt, picture.seed});
            if (!request_.project) continue;
            SampleRecord record;
            record.run = request_.run;
            record.step = request_.step;
            record.prompt_index = picture.prompt_index;
            record.prompt = picture.prompt;
            record.seed = picture.seed;
            record.path = request_.project->relative(picture.file);
            record.settings = optionsToJson(options);
            records.push_back(std::move(record));
            if (!there)
                context.emitEvent(SampleEvent{request_.run, request_.step, picture.prompt, picture.file.string()});
        }
        if (request_.project) request_.project->samples().addMany(records);
        context.report({"pictures", end, total});
    }
}

}  // namespace recap
