// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_train_job.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/random.h"
#include "caption/caption_loss.h"
#include "caption/caption_style.h"
#include "caption/captioner_view.h"
#include "data/caption_use.h"
#include "data/image_query.h"
#include "image/decode.h"
#include "models/model_folder.h"
#include "tensor_io/weight_files.h"
#include "train/fit.h"
#include "workflow/captioning/captioner_folder.h"
#include "workflow/project/threads.h"
#include "workflow/runs/run_recorder.h"

#include <algorithm>
#include <map>

namespace fs = std::filesystem;

namespace recap {
namespace {

struct Example {
    std::int64_t image = 0;  // row of the picture tensor
    CaptionExample caption;
};

// Pictures and captions of one split.
struct ExampleSet {
    std::vector<Example> training, validation;
    torch::Tensor pictures;  // [N, 3, S, S] in 0..1
};

// Forwards everything, and writes the loop's numbers into the run.
class RecordedContext final : public JobContext {
public:
    RecordedContext(JobContext& inner, RunRecorder& recorder) : inner_(inner), recorder_(recorder) {}
    void report(Progress progress) override { recorder_.progress(progress.stage, progress.done, progress.total); }
    void emitEvent(Event event) override {
        if (auto* scalars = std::get_if<ScalarEvent>(&event))
            recorder_.scalars(scalars->step, std::move(scalars->values));
        else
            inner_.emitEvent(std::move(event));
    }
    RunControl& control() override { return inner_.control(); }

private:
    JobContext& inner_;
    RunRecorder& recorder_;
};

void addExamples(Project& project, CaptionStyle style, const std::string& source, const CaptionTrainOptions& options,
                 std::map<std::int64_t, std::vector<CaptionExample>>& byImage) {
    for (const auto& caption : project.captions().forSource(source, parseImageQuery(options.filter)))
        if (!captionRefusal(caption.text, caption.status, options.accepted_only))
            byImage[caption.image.value].push_back({std::string(captionPrefix(style)), caption.text});
}

ExampleSet collectExamples(Project& project, const CaptionTrainOptions& options, const BlipImageFormat& format,
                           JobContext& context) {
    std::map<std::int64_t, std::vector<CaptionExample>> byImage;
    if (options.style != "long") addExamples(project, CaptionStyle::Short, options.short_source, options, byImage);
    if (options.style != "short") addExamples(project, CaptionStyle::Long, options.long_source, options, byImage);
    if (byImage.empty())
        throw Error(ErrorCode::InvalidOption, message("No image has a human caption of source '%1' or '%2'. Write or "
                                                      "import some first, a few hundred are enough.",
                                                      options.short_source, options.long_source));
    std::vector<std::int64_t> order;
    for (const auto& [image, captions] : byImage) order.push_back(image);
    Random random(deriveSeed(static_cast<std::uint64_t>(options.seed), "validation"));
    random.shuffle(order);
    const auto held = static_cast<std::size_t>(options.validation_share * static_cast<double>(order.size()));

    ExampleSet set;
    std::vector<torch::Tensor> pictures;
    for (std::size_t i = 0; i < order.size(); ++i) {
        context.pausePoint();
        const auto image = project.images().get(ImageId{order[i]});
        try {
            pictures.push_back(captionerView(decodeImage(image->path), format));
        } catch (const Error& e) {
            context.say(e.message(), MessageEvent::Level::Warning);
            continue;
        }
        auto& part = i < held ? set.validation : set.training;
        for (const auto& caption : byImage[order[i]])
            part.push_back({static_cast<std::int64_t>(pictures.size()) - 1, caption});
        context.report({"images", static_cast<std::int64_t>(i + 1), static_cast<std::int64_t>(order.size())});
    }
    if (set.training.empty())
        throw Error(ErrorCode::InvalidOption, message("None of the images with a human caption could be read."));
    set.pictures = torch::stack(pictures);
    return set;
}

torch::Tensor lossOf(BlipCaptioner& captioner, const torch::Tensor& pictures, const std::vector<Example>& examples) {
    std::vector<std::int64_t> rows;
    std::vector<CaptionExample> captions;
    for (const auto& example : examples) {
        rows.push_back(example.image);
        captions.push_back(example.caption);
    }
    const auto& config = captioner.model()->config().text_config;
    const auto batch = captionBatch(captioner.tokenizer(), captions, config.bos_token_id,
                                    static_cast<std::size_t>(config.max_position_embeddings));
    const auto pixels = captioner.format().normalized(pictures.index_select(0, torch::tensor(rows, torch::kInt64)));
    return captioner.model()->loss(pixels, batch.input_ids, batch.attention_mask, batch.labels);
}

double validationLoss(BlipCaptioner& captioner, const ExampleSet& set, std::size_t batchSize) {
    torch::NoGradGuard noGrad;
    captioner.model()->eval();
    double sum = 0;
    for (std::size_t begin = 0; begin < set.validation.size(); begin += batchSize) {
        const auto end = std::min(begin + batchSize, set.validation.size());
        const std::vector<Example> batch(set.validation.begin() + static_cast<std::ptrdiff_t>(begin),
                                         set.validation.begin() + static_cast<std::ptrdiff_t>(end));
        sum += lossOf(captioner, set.pictures, batch).item<double>() * static_cast<double>(batch.size());
    }
    return sum / static_cast<double>(set.validation.size());
}

// The result is a folder that transformers opens: the base's tokenizer files and the new weights. Any weights of the
// base beside them would be stale, and some programs would take those.
void writeCaptioner(const fs::path& folder, const fs::path& base, Blip& model) {
    writeDirectoryAtomically(folder, [&](const fs::path& temporary) {
        for (const auto& entry : fs::directory_iterator(base))
            if (entry.is_regular_file() && !isWeightFile(entry.path()))
                fs::copy_file(entry.path(), temporary / entry.path().filename());
        saveBlip(model, temporary);
    });
}

}  // namespace

CaptionTrainJob::CaptionTrainJob(std::shared_ptr<Project> project, CaptionTrainRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

CaptionTrainJob::~CaptionTrainJob() = default;

void CaptionTrainJob::run(JobContext& context) {
    project_->requireWritable();
    const auto& options = request_.options;
    requireValid(options);
    const fs::path base = captionerFolder(*project_, options.base);
    const std::string name = request_.name.empty() ? "captioner" : request_.name;
    const auto run = createRun(*project_, context, name, RunKind::Captioner, optionsToJson(options), options.seed,
                               options.max_steps);
    run_ = run.id;
    recordRun(*project_, run, context, [&](RunRecorder& recorder) {
        const ComputeThreads threads(options.threads);
        torch::manual_seed(static_cast<std::uint64_t>(options.seed));
        auto captioner = BlipCaptioner::load(base);
        const auto set = collectExamples(*project_, options, captioner.format(), context);
        Random random(deriveSeed(static_cast<std::uint64_t>(options.seed), "batches"));
        RecordedContext recorded(context, recorder);
        const FitOptions fitting{.stage = "captioner",
                                 .steps = options.max_steps,
                                 .learning_rate = options.learning_rate,
                                 .warmup_steps = options.warmup_steps,
                                 .weight_decay = options.weight_decay,
                                 .run = run.id};
        fit(*captioner.model(), fitting, recorded, [&](std::int64_t) {
            std::vector<Example> batch;
            for (std::int64_t i = 0; i < options.batch_size; ++i) batch.push_back(random.pick(set.training));
            return lossOf(captioner, set.pictures, batch);
        });
        if (!set.validation.empty()) {
            metrics_["validation_loss"] = validationLoss(captioner, set, static_cast<std::size_t>(options.batch_size));
            recorder.scalars(options.max_steps, {{"validation_loss", metrics_["validation_loss"]}});
        }
        const fs::path folder = project_->runDirectory(run.id) / "captioner";
        writeCaptioner(folder, base, captioner.model());
        CheckpointRecord checkpoint;
        checkpoint.run = run.id;
        checkpoint.step = options.max_steps;
        checkpoint.path = project_->relative(folder);
        project_->checkpoints().add(checkpoint);
        checkpoint_ = folder.string();
    });
}

}  // namespace recap
