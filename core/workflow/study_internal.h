// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "jobs/job.h"
#include "workflow/project.h"
#include "workflow/study_job.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace recap {

// How large a study is. Part of what a project's study is identified by.
struct StudyScale {
    std::int64_t scenes, human, captioner_steps, arm_steps, arm_batch, prompts, sample_steps;
};
StudyScale studyScale(const StudyRequest& request);

struct StudyArm {
    std::string key;     // alttext, recap_mix, ...
    std::string title;   // as in the paper's table
    std::string source;  // option caption_source of its training
};
std::vector<StudyArm> studyArms(const StudyRequest& request);

// (title, key in the memory of the run with its samples) in the order of the table.
std::vector<std::pair<std::string, std::string>> studyModels(const StudyRequest& request);

// Studies whose prompts were not held out (version 0.1.0) have no number.
inline constexpr std::int64_t kStudyProtocol = 2;

// The project's setting under which a study remembers.
inline constexpr const char* kStudyMemoryKey = "study";

// What a study remembers in its project: which stages are done, which runs they made, what was measured. Written at
// once, so a killed study continues. Any thread.
class StudyMemory {
public:
    // Throws Error(InvalidOption) when the project holds a study of another seed, scale or protocol.
    StudyMemory(std::shared_ptr<Project> project, const StudyRequest& request);
    bool done(const std::string& stage) const;
    void setDone(const std::string& stage);
    Json get(const std::string& key) const;  // null when it was never set
    void set(const std::string& key, const Json& value);

private:
    void write();

    std::shared_ptr<Project> project_;
    mutable std::mutex mutex_;
    Json values_;  // guarded by mutex_
};

// What every stage is given.
struct StudyWork {
    std::shared_ptr<Project> project;
    StudyRequest request;
    StudyScale scale;
    StudyMemory& memory;

    std::filesystem::path dataFolder() const { return project->path() / "dataset"; }
    std::filesystem::path promptFolder() const { return project->path() / "held-out"; }
    // Seed of one purpose within the study, small enough for every option.
    std::int64_t seed(const std::string& purpose) const;
};

void runStudyStage(const std::string& stage, StudyWork& work, JobContext& context);

// Compares a caption's claims with the known truth of its image and counts it.
void addCaption(StudyCaptions& captions, const std::string& text, const Json& truth);
// Counts the captions of a source, over images that no captioner was trained on.
StudyCaptions countCaptions(Project& project, const std::string& source);
// As they are kept in the study's memory under "captions:<kind>".
void remember(StudyMemory& memory, const StudyCaptions& captions);
// All that a study has counted so far.
std::vector<StudyCaptions> rememberedCaptions(const StudyMemory& memory);

// Assembles and writes the report from what the stages left in the project; returns the table.
std::vector<StudyRow> writeReportOf(StudyWork& work, const std::filesystem::path& path);

}  // namespace recap
