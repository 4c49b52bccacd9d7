// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_run_job.h"

#include "base/error.h"
#include "data/caption_use.h"
#include "data/image_query.h"
#include "train/device.h"
#include "train/process_group.h"
#include "workflow/captioning/finished_images.h"
#include "workflow/captioning/image_captioner_internal.h"
#include "workflow/captioning/recaption_results_internal.h"
#include "workflow/captioning/written_faults.h"
#include "workflow/project/threads.h"
#include "workflow/runs/run_lookup.h"
#include "workflow/runs/run_recorder.h"

#include <algorithm>
#include <cstdlib>
#include <span>
#include <thread>
#include <utility>

namespace recap {
namespace {

constexpr std::size_t kImagesAtOnce = 4096;  // whose records a shard's process holds

// Images of the filter that this captioner has not written for, in the order of import. What a person has accepted or
// edited is never written over.
std::vector<ImageId> imagesToCaption(Project& project, const RecaptionOptions& options, const RecaptionPlan& plan) {
    // A rule for long captions also meets those that an earlier run kept.
    const auto rule = enumFromName(kLongCaptionsNames, options.over_77, message("over_77"));
    std::string again = rule == LongCaptions::Keep ? "" : "source:" + plan.source + " tokens>75";
    if (rule == LongCaptions::Drop) again += " -status:rejected";  // dropped before
    const auto finished = finishedImages(project, plan.source, plan.author, again);
    auto images = project.images().ids(parseImageQuery(options.filter));
    std::erase_if(images, [&](ImageId image) { return finished.contains(image.value); });
    return images;
}

// Captions and what is known about them go to the project, a batch in one transaction.
class ProjectSink final : public CaptionSink {
public:
    ProjectSink(Project& project, RunRecorder& recorder, const RecaptionPlan& plan, const ImageCaptioner& captioner,
                RecaptionReport& report)
        : project_(project), recorder_(recorder), plan_(plan), captioner_(captioner), report_(report) {}

    void caption(const ImageRecord& image, std::string text, Json provenance, std::string) override {
        provenance["run"] = recorder_.run().value;
        captions_.push_back(
            {image.id, plan_.source, std::move(text), CaptionStatus::New, plan_.author, std::move(provenance)});
    }
    void without(const ImageRecord& image, std::string flags, Message reason) override {
        ++report_.flagged[flags];
        without_.push_back(image.id);
        failed(image, {}, std::move(reason));
    }
    void failed(const ImageRecord& image, std::string, Message reason) override {
        report_.skipped.push_back({image.path, std::move(reason)});
    }
    void store() override {
        Transaction transaction(project_.database());
        for (const auto& image : std::exchange(without_, {})) rejectOwn(image);
        for (const auto& caption : captions_) {
            project_.captions().addVersion(caption);
            countFaults(caption.text, report_.faults);
        }
        report_.decoded_again = captioner_.decodedAgain();
        project_.runs().setProvenance(recorder_.run(), {{"over_77", captioner_.longCaptions().toJson()},
                                                        {"skipped", report_.skipped.size()},
                                                        {"flagged", report_.byReason()},
                                                        {"decoded_again", report_.decoded_again}});
        transaction.commit();
        report_.written += std::ssize(std::exchange(captions_, {}));
    }
    void pausePoint() override { recorder_.pausePoint(); }
    void progress(std::int64_t done, std::int64_t total) override { recorder_.progress("recaption", done, total); }

private:
    // What an earlier run wrote for an image that is to have none. A version never goes away, but it can be rejected.
    void rejectOwn(ImageId image) {
        auto captions = project_.captions();
        const auto current = captions.current(image, plan_.source);
        if (current && current->author == plan_.author && !isApproved(current->status))
            captions.setStatus(image, plan_.source, CaptionStatus::Rejected, plan_.author);
    }

    Project& project_;
    RunRecorder& recorder_;
    const RecaptionPlan& plan_;
    const ImageCaptioner& captioner_;
    RecaptionReport& report_;
    std::vector<NewCaption> captions_;
    std::vector<ImageId> without_;
};

RecaptionSpecification specificationOf(Project& project, const RecaptionOptions& options, const RecaptionPlan& plan,
                                       std::int64_t shards) {
    RecaptionSpecification out{.kind = RunKind::Recaption,
                               .facts = {{"author", plan.author},
                                         {"source", plan.source},
                                         {"prompt", plan.prompt},
                                         {"decoding", plan.decoding_facts},
                                         {"filter", options.filter},
                                         {"over_77", options.over_77},
                                         {"retry_loops", options.retry_loops},
                                         {"mixed_precision", options.mixed_precision},
                                         {"project", projectMark(project)},
                                         {"shards", shards}},
                               .options = optionsToJson(options),
                               .seed = options.seed};
    if (options.decoding.do_sample) out.facts["seed"] = options.seed;
    return out;
}

// Of processes that share a machine each takes its GPU and its part of the cores, as torchrun says.
RecaptionOptions ownOptions(RecaptionOptions options) {
    const auto place = placeFromEnvironment();
    if (place.world > 1 && options.device == "auto" && deviceFromOption("auto").is_cuda())
        options.device = "cuda:" + std::to_string(place.local_rank);
    const char* threads = std::getenv("OMP_NUM_THREADS");
    if (options.threads == 0 && threads != nullptr) options.threads = std::max(0, std::atoi(threads));
    return options;
}

}  // namespace

CaptionRunJob::CaptionRunJob(std::shared_ptr<Project> project, CaptionRunRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

CaptionRunJob::~CaptionRunJob() = default;

void CaptionRunJob::run(JobContext& context) {
    if (request_.shard)
        requireShard(*request_.shard);
    else
        project_->requireWritable();
    const auto plan = planRecaption(*project_, request_.options);
    if (plan.remark) context.say(*plan.remark, MessageEvent::Level::Warning);
    if (request_.shard)
        runShard(context, plan);
    else
        runInProject(context, plan);
}

void CaptionRunJob::runInProject(JobContext& context, const RecaptionPlan& plan) {
    const auto& options = request_.options;
    const auto images = project_->images().getMany(imagesToCaption(*project_, options, plan));
    if (images.empty()) return context.say(whyNothing(*project_, options.filter, plan.source, plan.author));
    const auto total = std::ssize(images);
    const auto name = plan.source + " by " + plan.author;
    if (const auto remark = sameNameRemark(*project_, name, RunKind::Recaption)) context.say(*remark);
    const auto run =
        createRun(*project_, context, name, RunKind::Recaption, optionsToJson(options), options.seed, total);
    run_ = run.id;
    recordRun(*project_, run, context, [&](RunRecorder& recorder) {
        const ComputeThreads threads(options.threads);
        ImageCaptioner captioner(plan, options);
        ProjectSink sink(*project_, recorder, plan, captioner, report_);
        captioner.caption(images, sink, 0, total);
        long_ = captioner.longCaptions();
    });
}

void CaptionRunJob::runShard(JobContext& context, const RecaptionPlan& plan) {
    const auto& shard = *request_.shard;
    ShardResults results(*project_, context, specificationOf(*project_, request_.options, plan, shard.count), shard);
    const auto selected = imagesToCaption(*project_, request_.options, plan);
    const auto images = results.open(selected);
    report_ = results.report();
    if (images.empty())
        return context.say(selected.empty() && report_.images == 0
                               ? whyNothing(*project_, request_.options.filter, plan.source, plan.author)
                               : noneOfShard(shard, report_));
    std::int64_t decodedAgain = 0;
    const auto note = [&] {
        report_ = results.report();
        report_.decoded_again = decodedAgain;
    };
    try {
        captionShard(results, plan, images, decodedAgain);
    } catch (...) {
        results.close();
        note();
        throw;
    }
    note();
}

void CaptionRunJob::captionShard(ShardResults& results, const RecaptionPlan& plan, const std::vector<ImageId>& images,
                                 std::int64_t& decodedAgain) {
    const auto options = ownOptions(request_.options);
    const ComputeThreads threads(options.threads);
    ImageCaptioner captioner(plan, options);
    for (std::size_t begin = 0; begin < images.size(); begin += kImagesAtOnce) {
        const auto some = std::span(images).subspan(begin, std::min(kImagesAtOnce, images.size() - begin));
        captioner.caption(project_->images().getMany(some), results, static_cast<std::int64_t>(begin),
                          std::ssize(images));
        long_ = captioner.longCaptions();
        decodedAgain = captioner.decodedAgain();
    }
    results.close();
}

}  // namespace recap
