// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/sampling/sample_job.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "diffusion/lora_file.h"
#include "diffusion/pipeline.h"
#include "diffusion/scheduler.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/resize.h"
#include "tensor_io/dtype_option.h"
#include "tensor_io/image_tensors.h"
#include "tensor_io/load_report.h"
#include "tensor_io/safetensors.h"
#include "train/device.h"
#include "workflow/project/threads.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

// "style.safetensors:0.7" -> file and scale. A colon that no number follows belongs to the name.
std::pair<fs::path, double> loraOption(const std::string& text) {
    const auto colon = text.rfind(':');
    double scale = 1;
    if (colon == std::string::npos || colon + 1 == text.size()) return {text, scale};
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + colon + 1, end, scale);
    if (parsed.ec != std::errc{} || parsed.ptr != end) return {text, 1};
    return {text.substr(0, colon), scale};
}

struct Picture {
    std::string prompt, id;
    std::int64_t prompt_index = 0, seed = 0;
    fs::path file, raw, preview;
};

std::vector<Picture> planned(const SampleRequest& request) {
    std::vector<Picture> pictures;
    for (std::size_t p = 0; p < request.prompts.size(); ++p)
        for (std::int64_t k = 0; k < request.options.count; ++k) {
            const std::int64_t seed = request.prompts[p].seed + k;
            const std::string stem = std::to_string(p) + "_" + std::to_string(seed);
            pictures.push_back({request.prompts[p].text, request.prompts[p].id, static_cast<std::int64_t>(p), seed,
                                request.out / (stem + ".png"), request.out / (stem + ".safetensors"),
                                request.out / "previews" / (stem + ".png")});
        }
    return pictures;
}

class Drawer {
public:
    Drawer(const SampleRequest& request, JobContext& context)
        : request_(request),
          options_(request.options),
          context_(context),
          pictures_(planned(request)),
          pipeline_(load()) {
        if (!options_.image.empty()) start_ = startingPicture();
    }

    std::vector<PromptLength> promptLengths() const;
    const std::vector<Picture>& pictures() const { return pictures_; }
    // Draws the group that begins here, unless all of it is there already, and records it.
    void drawGroup(std::int64_t begin, std::int64_t end);

private:
    StableDiffusion load() const;
    torch::Tensor startingPicture() const;
    StableDiffusion::Request groupRequest(const std::vector<Picture>& group) const;
    void draw(const std::vector<Picture>& group, std::int64_t begin, std::int64_t end);
    void preview(const std::vector<Picture>& group, const torch::Tensor& latents);
    void writeRaw(const Picture& picture, const torch::Tensor& image, const torch::Tensor& latents) const;
    void record(const std::vector<Picture>& group, bool fresh);

    const SampleRequest& request_;
    const SampleOptions& options_;
    JobContext& context_;
    std::vector<Picture> pictures_;
    StableDiffusion pipeline_;
    torch::Tensor start_;  // [1, 3, H, W] in 0..1
};

StableDiffusion Drawer::load() const {
    const auto choice = options_.weights == "average" ? LdmWeights::Average : LdmWeights::Trained;
    const ModelParts parts = openModel(request_.model, {options_.variant, choice, options_.config});
    for (const auto& sentence : parts.assumed) context_.say(sentence, MessageEvent::Level::Warning);
    StableDiffusion pipeline(parts, dtypeOption(options_.dtype));
    pipeline.to(deviceFromOption(options_.device), dtypeOption(options_.dtype));
    pipeline.setNotice([this](const Message& sentence) { context_.say(sentence, MessageEvent::Level::Warning); });
    pipeline.setTiling(options_.vae_tiling == "on"    ? VaeTiling::On
                       : options_.vae_tiling == "off" ? VaeTiling::Off
                                                      : VaeTiling::Auto);
    for (const auto& option : options_.lora) {
        const auto [file, scale] = loraOption(option);
        if (const auto unused = attachLoraFile(pipeline, file, scale); !unused.empty())
            context_.say(
                message("%1 holds tensors that belong to no adapter and are not used: %2.", file, firstNames(unused)),
                MessageEvent::Level::Warning);
    }
    return pipeline;
}

// Resized as VaeImageProcessor of diffusers does: to the size asked for, or down to sides that the model can have.
torch::Tensor Drawer::startingPicture() const {
    ImageBuffer picture = decodeImage(options_.image);
    const auto factor = static_cast<int>(pipeline_.scaleFactor());
    const auto side = [&](std::int64_t wanted, int own) {
        return wanted > 0 ? static_cast<int>(wanted) : own - own % factor;
    };
    const int width = side(options_.width, picture.width), height = side(options_.height, picture.height);
    if (width < factor || height < factor)
        throw Error(ErrorCode::InvalidOption, message("The picture %1 is too small to start from.", options_.image));
    if (width != picture.width || height != picture.height)
        picture = resizeImage(picture, width, height, Filter::Lanczos);
    return bytesFromImage(picture).unsqueeze(0).to(torch::kFloat32) / 255;
}

std::vector<PromptLength> Drawer::promptLengths() const {
    std::vector<PromptLength> lengths;
    for (const auto& prompt : request_.prompts) {
        const auto read = pipeline_.tokenizer().withEveryVector(prompt.text);
        const auto count = pipeline_.tokenizer().count(read);
        PromptLength length{
            prompt.text, static_cast<std::int64_t>(count.tokens), static_cast<std::int64_t>(count.limit), {}};
        if (count.cut_byte != std::string::npos) {
            length.unread = read.substr(count.cut_byte);
            context_.say(message("Prompt %1 has %2 tokens and the model reads %3; not read: '%4'.", lengths.size() + 1,
                                 length.tokens, length.limit, length.unread),
                         MessageEvent::Level::Warning);
        }
        lengths.push_back(std::move(length));
    }
    return lengths;
}

StableDiffusion::Request Drawer::groupRequest(const std::vector<Picture>& group) const {
    StableDiffusion::Request request;
    for (const auto& picture : group) {
        request.prompts.push_back(picture.prompt);
        request.seeds.push_back(static_cast<std::uint64_t>(picture.seed));
    }
    request.negative = options_.negative;
    request.steps = static_cast<int>(options_.steps);
    request.guidance = options_.guidance;
    request.scheduler = options_.scheduler;
    request.width = static_cast<int>(options_.width);
    request.height = static_cast<int>(options_.height);
    request.eta = options_.eta;
    request.image = start_;
    request.strength = options_.strength;
    return request;
}

void Drawer::draw(const std::vector<Picture>& group, std::int64_t begin, std::int64_t end) {
    const auto total = static_cast<std::int64_t>(pictures_.size());
    const auto drawing = pipeline_.draw(groupRequest(group), [&](const StableDiffusion::Step& step) {
        context_.report({"denoise", begin * step.total + step.step * (end - begin), total * step.total});
        const bool wanted = options_.preview_every > 0 && step.step % options_.preview_every == 0;
        if (wanted && step.step < step.total) preview(group, step.latents);
        return !context_.control().cancelRequested();
    });
    if (!drawing.images.defined()) throw Cancelled{};
    for (std::size_t i = 0; i < group.size(); ++i) {
        const auto row = static_cast<std::int64_t>(i);
        if (options_.raw) writeRaw(group[i], drawing.images[row], drawing.latents[row]);
        writePng(group[i].file, imageFromTensor(drawing.images[row]));
    }
}

void Drawer::preview(const std::vector<Picture>& group, const torch::Tensor& latents) {
    ensureDirectory(request_.out / "previews");
    const auto images = pipeline_.imagesFromLatents(latents);
    for (std::size_t i = 0; i < group.size(); ++i)
        writePng(group[i].preview, imageFromTensor(images[static_cast<std::int64_t>(i)]));
}

void Drawer::writeRaw(const Picture& picture, const torch::Tensor& image, const torch::Tensor& latents) const {
    std::map<std::string, std::string> facts{{"prompt", picture.prompt},
                                             {"seed", std::to_string(picture.seed)},
                                             {"model", request_.model.string()},
                                             {"options", optionsToJson(options_).dump()}};
    if (!picture.id.empty()) facts["prompt_id"] = picture.id;
    saveSafetensors(picture.raw, {{"image", image.to(torch::kFloat32)}, {"latents", latents.to(torch::kFloat32)}},
                    facts);
}

void Drawer::record(const std::vector<Picture>& group, bool fresh) {
    if (!request_.project) return;
    std::vector<SampleRecord> records;
    for (const auto& picture : group) {
        SampleRecord record;
        record.run = request_.run;
        record.step = request_.step;
        record.prompt_index = picture.prompt_index;
        record.prompt = picture.prompt;
        record.seed = picture.seed;
        record.path = request_.project->relative(picture.file);
        record.settings = optionsToJson(options_);
        // The sampler that drew, not that none was named: numbers of other samplers must not stand in one column.
        if (options_.scheduler.empty()) record.settings["scheduler"] = schedulerNameOf(pipeline_.schedulerConfig());
        records.push_back(std::move(record));
        if (fresh) context_.emitEvent(SampleEvent{request_.run, request_.step, picture.prompt, picture.file.string()});
    }
    request_.project->samples().addMany(records);
}

void Drawer::drawGroup(std::int64_t begin, std::int64_t end) {
    const std::vector<Picture> group(pictures_.begin() + begin, pictures_.begin() + end);
    const bool there = std::all_of(group.begin(), group.end(), [&](const Picture& picture) {
        return fs::exists(picture.file) && (!options_.raw || fs::exists(picture.raw));
    });
    if (!there) draw(group, begin, end);
    record(group, !there);
}

}  // namespace

SampleJob::SampleJob(SampleRequest request) : request_(std::move(request)) {}

SampleJob::~SampleJob() = default;

void SampleJob::run(JobContext& context) {
    const auto& options = request_.options;
    requireValid(options);
    if (request_.prompts.empty())
        throw Error(ErrorCode::InvalidOption, message("There is no prompt to generate a picture for."));
    requireShard(request_.shard);
    if (request_.project) request_.project->requireWritable();
    ensureDirectory(request_.out);
    const ComputeThreads threads(options.threads);
    Drawer drawer(request_, context);
    prompts_ = drawer.promptLengths();
    const auto& pictures = drawer.pictures();
    const auto total = static_cast<std::int64_t>(pictures.size());
    // Groups are fixed by position, not by what is missing: a continued job draws the same batches and the same digits.
    std::vector<std::pair<std::int64_t, std::int64_t>> groups;
    std::int64_t own = 0;
    for (std::int64_t begin = 0; begin < total; begin += options.batch_size) {
        if (!request_.shard.owns(static_cast<std::size_t>(begin / options.batch_size))) continue;
        groups.emplace_back(begin, std::min(begin + options.batch_size, total));
        own += groups.back().second - begin;
    }
    for (const auto& [begin, end] : groups) {
        context.pausePoint();
        drawer.drawGroup(begin, end);
        for (auto i = begin; i < end; ++i) {
            const auto& picture = pictures[static_cast<std::size_t>(i)];
            images_.push_back({picture.file.string(), picture.prompt, picture.seed,
                               options.raw ? picture.raw.string() : std::string(), picture.id});
        }
        context.report({"pictures", std::ssize(images_), own});
    }
}

}  // namespace recap
