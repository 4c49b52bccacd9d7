// SPDX-License-Identifier: GPL-3.0-or-later
//
// What training runs of every kind do around their steps: commands, curves, checkpoints and which of them stay, waiting
// for disk space, files and rows of the run. A kind derives its run from this and says what a step is.
#pragma once

#include "base/error.h"
#include "train/checkpoint_folder.h"
#include "workflow/runs/run_files.h"
#include "workflow/runs/run_recorder.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace recap {

class Replicas;

// The options of a training by which the loop works, by their names.
struct LoopOptions {
    std::int64_t max_steps = 1;
    std::int64_t save_every = 1;
    std::int64_t validation_every = 0;  // 0: at each checkpoint
    std::int64_t keep_checkpoints = 1;
    std::int64_t keep_every = 0;
    bool keep_best = false;
    bool loss_scale = false;           // float16: its scale is a curve
    std::int64_t images_per_step = 1;  // of all processes
};

// What the loop asks of the machine. The functions are stand-ins for tests, else the machine itself is asked.
struct LoopMachine {
    std::function<std::int64_t()> free_bytes = {};  // of the disk of the checkpoints
    std::function<double()> seconds = {};           // a clock that never jumps back
    // This process is rank 0 of several that train together (joint_run.h).
    std::shared_ptr<Replicas> replicas = {};
};

// Lives on the worker thread.
class TrainingLoop {
public:
    virtual ~TrainingLoop();
    // Steps until the last one, or until a command ends the run (Cancelled).
    void loop();

    double lastLoss() const { return lastLoss_; }
    std::int64_t lastStep() const { return stepsDone(); }
    const std::string& checkpoint() const { return checkpoint_; }

protected:
    // `stage`: the run's name for its progress.
    TrainingLoop(Project& project, const RunRecord& run, JobContext& context, RunRecorder& recorder, std::string stage,
                 LoopMachine machine = {});

    virtual LoopOptions loopOptions() const = 0;
    virtual std::int64_t stepsDone() const = 0;
    // Calls `pausePoint`, where there is one, before each batch.
    virtual StepResult step(const std::function<void()>& pausePoint) = 0;
    // The peak of the schedule at the next step.
    virtual double learningRate() const = 0;
    // What a step's curves have beside those of every training.
    virtual ScalarValues furtherScalars(const StepResult&) const { return {}; }
    // Numbers of the held-out images, validation_loss first; empty without such images. May set notes_.rank.
    virtual ScalarValues validate() = 0;
    virtual std::int64_t checkpointBytes() = 0;
    virtual void writeCheckpoint(const std::filesystem::path& folder, const CheckpointNotes& notes) = 0;
    // Changes an option that may change during the run. False for another one, or a value outside its range.
    virtual bool applyOption(const std::string& name, double value) = 0;
    virtual std::string changeableOptions() const = 0;
    // After each step and its checkpoint; `wanted`: a command asked for samples.
    virtual void drawSamples(bool wanted) = 0;
    // Whether the run has reached its end before max_steps.
    virtual bool endsEarly() const { return false; }

    // The checkpoint that the run continues from, or empty; says what it restores, and removes what a killed save left.
    std::filesystem::path meetCheckpoint();
    // The row keeps what the first step met; what the run continues with is in its log. Says when the data changed.
    Json rememberProvenance(const std::string& device, const std::string& digest, std::int64_t images, bool begins);
    // After the trainer was restored from `checkpoint`: live options, curve, rows.
    void continued(const std::filesystem::path& checkpoint, const SavedState& saved);
    // Opens the run's files; `start` goes into the log.
    void openFiles(bool tensorboard, const std::filesystem::path& checkpoint, const Json& start);

    // None: this process trains alone.
    const std::shared_ptr<Replicas>& replicas() const { return machine_.replicas; }
    std::int64_t processes() const;
    // Once the trainer stands where `checkpoint` (empty: none) does: tells the other processes, which build the same
    // one, and lets `join` take part with them. Nothing for a process that trains alone.
    void meetFollowers(const std::filesystem::path& checkpoint, const std::function<void()>& join);

    void measureValidation();
    bool due(std::int64_t every) const { return every > 0 && stepsDone() % every == 0; }

    Project& project_;
    const RunRecord& run_;
    JobContext& context_;
    RunRecorder& recorder_;
    std::filesystem::path folder_;
    std::unique_ptr<RunFiles> files_;
    CheckpointNotes notes_;

private:
    struct Asked {
        bool save = false, sample = false, stop = false;
    };
    void oneStep(Asked& asked);
    // Keeps the others waiting while the run is paused, then tells them to do a step.
    void orderStep();
    // The run ends, by this error when there is one: the others need not wait for another step.
    void dismissFollowers(const Error* error);
    Asked takeCommands();
    void setOption(const std::string& name, double value);
    void record(const StepResult& result);
    void waitForDisk();
    void save();
    void listCheckpoint(const std::filesystem::path& folder);

    std::string stage_;
    LoopMachine machine_;
    double stepSeconds_ = 0;
    std::int64_t imagesSinceSpeed_ = 0, validatedAt_ = -1;
    double lastLoss_ = 0;
    std::string checkpoint_;
};

}  // namespace recap
