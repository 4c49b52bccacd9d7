// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/study/study_job.h"

#include "base/error.h"
#include "workflow/dataset/clip_score_job.h"
#include "workflow/project/threads.h"
#include "workflow/study/study_captions_internal.h"
#include "workflow/study/study_curve_internal.h"
#include "workflow/study/study_plan_internal.h"
#include "workflow/study/study_results_internal.h"
#include "workflow/study/study_stages_internal.h"

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
            context_.emitEvent(StageEvent{stage.name, done ? StageState::Skipped : StageState::Waiting, {}});
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
            context_.emitEvent(StageEvent{stage.name, StageState::Running, {}});
            StageContext context(context_, stage.title, abandoned_);
            runStudyStage(stage.name, work_, context);
            work_.memory.setDone(stage.name);
            context_.emitEvent(StageEvent{stage.name, StageState::Done, {}});
            std::lock_guard lock(mutex_);
            finished_.insert(stage.name);
        } catch (const Cancelled&) {
            end(stage, StageState::Waiting);  // stopped: it goes on from here
        } catch (...) {
            end(stage, StageState::Failed);
        }
    }

    // Only the first end counts: it is what the others were ended by.
    void end(const StudyStage& stage, StageState state) {
        const bool first = !abandoned_.exchange(true);
        context_.emitEvent(StageEvent{stage.name, first ? state : StageState::Waiting, {}});
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

StudyJob::StudyJob(StudyRequest request) : request_(std::move(request)) {}

StudyJob::~StudyJob() = default;

void StudyJob::run(JobContext& context) {
    auto project = Project::openOrCreate(request_.project);
    project->requireWritable();
    for (const auto& note : project->startupNotes()) context.say(note);
    StudyMemory memory(project, request_);
    if (!project->settings().get(kDefaultClip)) project->settings().set(kDefaultClip, "demo");
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
    curve_ = curveOf(work);
}

}  // namespace recap
