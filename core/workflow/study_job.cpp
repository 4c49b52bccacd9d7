// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/study_job.h"

#include "base/error.h"
#include "base/random.h"
#include "workflow/study_internal.h"
#include "workflow/threads.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <set>
#include <thread>

namespace recap {
namespace {

// One stage's words, with the stage's title in front. A failure elsewhere ends the other stages at their next report.
class StageContext final : public JobContext {
public:
    StageContext(JobContext& inner, std::string title, const std::atomic<bool>& abandoned)
        : inner_(inner), title_(std::move(title)), abandoned_(abandoned) {}
    void report(Progress progress) override {
        if (abandoned_) throw Cancelled{};
        progress.stage = title_ + ": " + progress.stage;
        inner_.report(std::move(progress));
    }
    void emitEvent(Event event) override { inner_.emitEvent(std::move(event)); }
    RunControl& control() override { return inner_.control(); }

private:
    JobContext& inner_;
    std::string title_;
    const std::atomic<bool>& abandoned_;
};

// Runs stages as soon as those they wait for are done, on several threads; each stage computes with one thread, so the
// numbers do not depend on how many cores there are.
class StageRunner {
public:
    StageRunner(std::vector<StudyStage> stages, StudyWork& work, JobContext& context)
        : stages_(std::move(stages)), work_(work), context_(context) {
        for (const auto& stage : stages_) {
            const bool done = work_.memory.done(stage.name);
            if (done) finished_.insert(stage.name);
            context_.emitEvent(StageEvent{stage.name, done ? "skipped" : "waiting", {}});
        }
    }

    void run(unsigned threads) {
        {
            std::vector<std::jthread> helpers;
            for (unsigned i = 1; i < threads; ++i) helpers.emplace_back([this] { workOff(); });
            workOff();
        }
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    const StudyStage* takeReady() {  // mutex_ held
        for (const auto& stage : stages_) {
            if (finished_.count(stage.name) > 0 || started_.count(stage.name) > 0) continue;
            if (std::all_of(stage.after.begin(), stage.after.end(),
                            [&](const auto& name) { return finished_.count(name) > 0; })) {
                started_.insert(stage.name);
                return &stage;
            }
        }
        return nullptr;
    }

    void workOff() {
        const ComputeThreads one(1);
        std::unique_lock lock(mutex_);
        while (finished_.size() < stages_.size() && !abandoned_) {
            const StudyStage* stage = takeReady();
            if (stage == nullptr) {
                wake_.wait(lock);
                continue;
            }
            lock.unlock();
            runOne(*stage);
            lock.lock();
            wake_.notify_all();
        }
    }

    void runOne(const StudyStage& stage) {
        try {
            context_.pausePoint();
            context_.emitEvent(StageEvent{stage.name, "running", {}});
            StageContext context(context_, stage.title, abandoned_);
            runStudyStage(stage.name, work_, context);
            work_.memory.setDone(stage.name);
            context_.emitEvent(StageEvent{stage.name, "done", {}});
            std::lock_guard lock(mutex_);
            finished_.insert(stage.name);
        } catch (const Cancelled&) {
            end(stage, "waiting");  // stopped: it goes on from here
        } catch (...) {
            end(stage, "failed");
        }
    }

    // Only the first end counts: it is what the others were ended by.
    void end(const StudyStage& stage, const char* state) {
        const bool first = !abandoned_.exchange(true);
        context_.emitEvent(StageEvent{stage.name, first ? state : "waiting", {}});
        std::lock_guard lock(mutex_);
        if (first) failure_ = std::current_exception();
    }

    std::vector<StudyStage> stages_;
    StudyWork& work_;
    JobContext& context_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::set<std::string> started_, finished_;  // guarded by mutex_
    std::exception_ptr failure_;                // guarded by mutex_
    std::atomic<bool> abandoned_{false};
};

}  // namespace

StudyScale studyScale(const StudyRequest& request) {
    StudyScale scale = request.quick ? StudyScale{.scenes = 800,
                                                  .human = 200,
                                                  .captioner_steps = 150,
                                                  .arm_steps = 240,
                                                  .arm_batch = 24,
                                                  .prompts = 80,
                                                  .sample_steps = 12}
                                     : StudyScale{.scenes = 4000,
                                                  .human = 400,
                                                  .captioner_steps = 600,
                                                  .arm_steps = 2400,
                                                  .arm_batch = 32,
                                                  .prompts = 400,
                                                  .sample_steps = 25};
    if (!(request.scale > 0 && request.scale <= 1))
        throw Error(ErrorCode::InvalidOption, "The scale of a study must be above 0 and at most 1.");
    auto shrink = [&](std::int64_t& size, std::int64_t least) {
        size = std::max(least, static_cast<std::int64_t>(static_cast<double>(size) * request.scale));
    };
    shrink(scale.scenes, 40);
    shrink(scale.human, 16);
    shrink(scale.captioner_steps, 4);
    shrink(scale.arm_steps, 8);
    shrink(scale.arm_batch, 8);
    shrink(scale.prompts, 12);
    shrink(scale.sample_steps, 4);
    return scale;
}

std::vector<StudyArm> studyArms(const StudyRequest& request) {
    static const std::vector<StudyArm> kArms{{"alttext", "Alttext", "alttext"},
                                             {"recap_short", "RECAP Short", "recap_short"},
                                             {"recap_long", "RECAP Long", "recap_long"},
                                             {"recap_mix", "RECAP Mix", "mix"}};
    const auto wanted = request.arms.empty() ? std::vector<std::string>{"alttext", "recap_mix"} : request.arms;
    std::vector<StudyArm> arms;
    for (const auto& name : wanted)
        if (std::none_of(kArms.begin(), kArms.end(), [&](const StudyArm& arm) { return arm.key == name; }))
            throw Error(ErrorCode::InvalidOption,
                        "There is no arm '" + name + "'; arms are alttext, recap_short, recap_long, recap_mix.");
    for (const auto& arm : kArms)
        if (std::find(wanted.begin(), wanted.end(), arm.key) != wanted.end()) arms.push_back(arm);
    return arms;
}

std::vector<StudyStage> studyStages(const StudyRequest& request) {
    const auto arms = studyArms(request);
    std::vector<StudyStage> stages{{"data", "Compose and import the data set", {}},
                                   {"prompts", "Draw held-out prompts", {}},
                                   {"captioner", "Fine-tune the captioner", {"data"}},
                                   {"recaption", "Write RECAP captions", {"captioner"}}};
    // The arm that waits for captions is the longest way through the graph, so it is taken first.
    for (auto arm = arms.rbegin(); arm != arms.rend(); ++arm)
        stages.push_back(
            {"train:" + arm->key, "Train " + arm->title, {arm->source == "alttext" ? "data" : "recaption", "prompts"}});
    stages.push_back({"samples:baseline", "Draw samples of Baseline", {"prompts"}});
    std::vector<std::string> all{"samples:baseline", "recaption"};
    for (const auto& arm : arms) {
        stages.push_back({"samples:" + arm.key, "Draw samples of " + arm.title, {"prompts", "train:" + arm.key}});
        all.push_back("samples:" + arm.key);
    }
    stages.push_back({"metrics", "Judge the samples", all});
    stages.push_back({"report", "Write the report", {"metrics"}});
    return stages;
}

StudyMemory::StudyMemory(std::shared_ptr<Project> project, const StudyRequest& request) : project_(std::move(project)) {
    const auto saved = project_->settings().get(kStudyMemoryKey);
    values_ = saved ? parseJson(*saved, "the study's memory")
                    : Json{{"protocol", kStudyProtocol},
                           {"seed", request.seed},
                           {"quick", request.quick},
                           {"scale", request.scale}};
    if (values_.value("protocol", std::int64_t{1}) != kStudyProtocol)
        throw Error(ErrorCode::InvalidOption,
                    "The project " + project_->path().string() +
                        " holds a study of another version, whose prompts are not comparable: they were not held out "
                        "from training. Choose another folder, or remove this one, and run the study anew.");
    if (values_.value("seed", request.seed) != request.seed || values_.value("quick", request.quick) != request.quick ||
        values_.value("scale", request.scale) != request.scale)
        throw Error(ErrorCode::InvalidOption, "The project " + project_->path().string() + " holds a study with seed " +
                                                  values_["seed"].dump() +
                                                  (values_.value("quick", false) ? " and --quick" : "") +
                                                  ". Continue it with these options, or choose another folder.");
    write();
}

bool StudyMemory::done(const std::string& stage) const {
    return get("done:" + stage) == Json(true);
}

void StudyMemory::setDone(const std::string& stage) {
    set("done:" + stage, true);
}

Json StudyMemory::get(const std::string& key) const {
    std::lock_guard lock(mutex_);
    return values_.contains(key) ? values_.at(key) : Json();
}

void StudyMemory::set(const std::string& key, const Json& value) {
    std::lock_guard lock(mutex_);
    values_[key] = value;
    write();
}

void StudyMemory::write() {
    project_->settings().set(kStudyMemoryKey, toJsonLine(values_));
}

std::int64_t StudyWork::seed(const std::string& purpose) const {
    return static_cast<std::int64_t>(deriveSeed(static_cast<std::uint64_t>(request.seed), purpose) % 1000000007u);
}

StudyJob::StudyJob(StudyRequest request) : request_(std::move(request)) {}

StudyJob::~StudyJob() = default;

void StudyJob::run(JobContext& context) {
    auto project = Project::openOrCreate(request_.project);
    project->requireWritable();
    for (const auto& note : project->startupNotes()) context.say(note);
    StudyMemory memory(project, request_);
    StudyWork work{project, request_, studyScale(request_), memory};
    std::vector<std::string> arms;
    for (const auto& arm : studyArms(request_)) arms.push_back(arm.key);
    memory.set("arms", arms);
    const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
    StageRunner(studyStages(request_), work, context)
        .run(request_.threads > 0 ? static_cast<unsigned>(request_.threads) : cores);
    report_ = project->exportsDirectory() / "report.html";
    // Cheap, and the table is needed anyway: the page always shows what the project holds.
    rows_ = writeReportOf(work, report_);
    captions_ = rememberedCaptions(memory);
}

}  // namespace recap
