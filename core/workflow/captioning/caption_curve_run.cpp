// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_curve_run_internal.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "caption/caption_style.h"
#include "models/blip_files.h"
#include "tensor_io/weight_files.h"
#include "train/checkpoint_folder.h"
#include "workflow/captioning/caption_intervals.h"
#include "workflow/captioning/captioner_folder.h"

#include <algorithm>
#include <limits>
#include <map>
#include <span>
#include <tuple>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

fs::path pointFolder(const Project& project, RunId run) {
    return project.runDirectory(run) / "points";
}

CurveValue valueOf(const Interval& interval, std::int64_t n) {
    return {interval.value, interval.low, interval.high, n};
}

}  // namespace

std::vector<CurveCaptioner> curveCaptioners(const CaptionCurveOptions& options, const std::string& baseHash,
                                            const CurveData& data, const std::string& known) {
    std::vector<CurveCaptioner> all;
    const auto add = [&](std::int64_t captions, std::int64_t seed) {
        all.push_back({captions, seed, pointKey(options, baseHash, data, known, captions, seed)});
    };
    const auto first = options.training.seed;
    add(0, first);
    for (const auto captions : data.counts)
        for (auto seed = first; seed < first + options.seeds; ++seed) add(captions, seed);
    return all;
}

std::optional<CurveValues> recognisedPoint(Project& project, const std::string& key) {
    for (const auto& run : project.runs().list(RunKind::CaptionCurve)) {
        const auto file = pointFolder(project, run.id) / (key + ".json");
        std::error_code error;
        if (!fs::exists(file, error)) continue;
        try {
            auto points = curveFromJson(readJsonFile(file), file.string()).points;
            if (points.size() == 1) return std::move(points.front().metrics);
        } catch (const Error&) {
            // A damaged file is written again.
        }
    }
    return std::nullopt;
}

CaptionCurveRun::CaptionCurveRun(Project& project, RunId run, const CaptionCurveRequest& request, JobContext& context,
                                 RunRecorder& recorder)
    : project_(project),
      run_(run),
      request_(request),
      context_(context),
      recorder_(recorder),
      base_(captionerFolder(project, request.options.training.base)),
      folder_(pointFolder(project, run)),
      data_(collectCurveData(project, request.options)) {}

std::int64_t CaptionCurveRun::run(CaptionCurve& curve) {
    const auto& options = request_.options;
    for (const auto count : data_.leftOut)
        context_.say(message("%1 human captions are left out: there are %2 beside the held-out images.", count,
                             std::ssize(data_.captions.training)),
                     MessageEvent::Level::Warning);
    curve = {.available = std::ssize(data_.captions.training),
             .held_out_images = data_.heldOutImages,
             .held_out_captions = std::ssize(data_.captions.validation)};
    const auto captioners = curveCaptioners(options, weightsHash(blipWeightFiles(base_)), data_, request_.known.name);
    steps_ = options.training.max_steps * (std::ssize(captioners) - 1);
    std::int64_t made = 0;
    for (const auto& captioner : captioners) {
        recorder_.pausePoint();
        auto values = recognisedPoint(project_, captioner.key);
        const bool known = values.has_value();
        if (!known) {
            values = make(captioner);
            ++made;
        }
        std::error_code error;
        fs::remove_all(folder_ / captioner.key, error);  // the numbers are what stays
        add(curve, captioner, *std::move(values));
        context_.say(known ? message("%1 human captions, seed %2: done before.", captioner.captions, captioner.seed)
                           : message("%1 human captions, seed %2: done.", captioner.captions, captioner.seed));
        if (captioner.captions > 0) stepsBefore_ += options.training.max_steps;
        recorder_.progress("captioner", stepsBefore_, steps_);
    }
    recorder_.flush();
    return made;
}

CurveValues CaptionCurveRun::make(const CurveCaptioner& captioner) {
    const auto training = pointTraining(request_.options, captioner.seed);
    const auto folder = folder_ / captioner.key;
    // The base is measured as it is; what it would learn from does not matter.
    auto subset = curveSubset(data_.captions.training, captioner.seed, std::max<std::int64_t>(captioner.captions, 1));
    CaptionTrainer trainer(BlipCaptioner::load(base_), std::move(subset), training);
    if (captioner.captions > 0) train(trainer, training, folder);
    auto values = measure(trainer);
    CaptionCurve point;
    point.points.push_back({captioner.captions, captioner.seed, values});
    ensureDirectory(folder_);
    writeJsonFile(folder_ / (captioner.key + ".json"), curveJson(point));
    return values;
}

void CaptionCurveRun::train(CaptionTrainer& trainer, const CaptionTrainOptions& options, const fs::path& folder) {
    auto& weights = trainer.weights();
    ensureDirectory(folder);
    removeUnfinishedCheckpoints(folder);
    if (const auto newest = newestCheckpoint(folder); !newest.empty()) {
        const auto saved = inspectCheckpointFolder(newest);
        requireSameCourse(saved, options);
        restoreCheckpoint(newest, saved, weights);
    }
    while (weights.stepsDone() < options.max_steps) {
        trainer.step(context_, [this] { recorder_.pausePoint(); });
        const auto done = weights.stepsDone();
        recorder_.progress("captioner", stepsBefore_ + done, steps_);
        bool stop = false;
        const bool wanted = takeCommands(stop);
        if (wanted || (done % options.save_every == 0 && done < options.max_steps)) {
            writeCheckpointFolder(folder / checkpointName(done), weights, optionsToJson(options), {},
                                  [&](const fs::path& temporary) { trainer.save(temporary, base_); });
            pruneCheckpoints(folder, 1);
        }
        if (stop) throw Cancelled{};
    }
}

bool CaptionCurveRun::takeCommands(bool& stop) {
    bool save = false;
    for (const auto& command : context_.control().takeCommands()) {
        stop = stop || command.kind == Command::Kind::StopAfterSaving;
        save = save || command.kind == Command::Kind::SaveNow;
        if (command.kind == Command::Kind::SetOption || command.kind == Command::Kind::SampleNow)
            context_.say(message("A caption curve takes no such command: all captioners are trained alike."),
                         MessageEvent::Level::Warning);
    }
    return save || stop;
}

CurveValues CaptionCurveRun::measure(CaptionTrainer& trainer) {
    const auto& options = request_.options;
    const auto seed = static_cast<std::uint64_t>(options.training.seed);
    const auto between = [this] { recorder_.pausePoint(); };
    const auto& items = data_.captions.validation;
    const auto written = trainer.write(context_, items, between);
    if (written.empty()) throw Error(ErrorCode::InvalidOption, message("None of the held-out images could be read."));
    CurveValues values;
    std::vector<double> clip;
    if (!options.training.clip.empty()) {
        if (!clip_) clip_.emplace(project_, options.training.clip, trainer.device());
        clip = clip_->scores(written, between);
    }
    for (const auto& [name, value, n, interval] : evaluatedMeasures(written, options.replicates, seed, clip)) {
        if (!largerIsBetter(name)) continue;
        values[name] = {.value = value, .n = n};
        if (interval) std::tie(values[name].low, values[name].high) = *interval;
    }
    // One caption at a time, so that each has a loss of its own.
    std::vector<double> losses;
    std::vector<std::string> images;
    for (const auto& item : items) {
        losses.push_back(trainer.validationLoss(context_, std::span(&item, 1), between));
        images.push_back(item.path);
    }
    values["validation_loss"] =
        valueOf(ImageIntervals(images, options.replicates, seed).mean(losses), std::ssize(written));
    measureKnown(trainer, values);
    return values;
}

void CaptionCurveRun::measureKnown(CaptionTrainer& trainer, CurveValues& values) {
    if (request_.known.pictures.empty()) return;
    std::vector<CaptionItem> items;
    for (const auto& picture : request_.known.pictures)
        for (const auto style : {CaptionStyle::Short, CaptionStyle::Long})
            items.push_back({picture, {std::string(captionPrefix(style)), {}}});
    const auto written = trainer.write(context_, items, [this] { recorder_.pausePoint(); });
    std::map<std::string, std::vector<double>> worth;
    for (std::size_t i = 0; i < written.size(); ++i) {
        const bool isLong = written[i].prefix == captionPrefix(CaptionStyle::Long);
        const auto style = enumName(kCaptionStyleNames, isLong ? CaptionStyle::Long : CaptionStyle::Short);
        for (const auto& [name, value] : request_.known.judge(written[i].image, std::string(style), written[i].text)) {
            auto& all = worth[name];
            all.resize(written.size(), std::numeric_limits<double>::quiet_NaN());
            all[i] = value;
        }
    }
    const ImageIntervals intervals(imagesOf(written), request_.options.replicates,
                                   static_cast<std::uint64_t>(request_.options.training.seed));
    for (const auto& [name, all] : worth)
        values[name] =
            valueOf(intervals.mean(all), std::count_if(all.begin(), all.end(), [](double v) { return v == v; }));
}

// The file first: a row without it would be of a curve that nobody can see.
void CaptionCurveRun::add(CaptionCurve& curve, const CurveCaptioner& captioner, CurveValues values) {
    ScalarValues scalars;
    for (const auto& [name, value] : values)
        scalars.emplace_back(name + ":" + std::to_string(captioner.seed), value.value);
    curve.points.push_back({captioner.captions, captioner.seed, std::move(values)});
    writeJsonFile(captionCurveFile(project_.runDirectory(run_)), curveJson(curve));
    project_.runs().addScalars(run_, captioner.captions, scalars);
}

}  // namespace recap
