// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "jobs/job.h"
#include "workflow/project/project.h"
#include "workflow/study/study_job.h"
#include "workflow/study/study_memory_internal.h"

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
    // Of each captioner of the curve over the number of human captions.
    std::int64_t curve_steps, curve_seeds;
    std::vector<std::string> curve_counts;
};
StudyScale studyScale(const StudyRequest& request);

struct StudyArm {
    std::string key;     // alttext, recap_mix, ...
    std::string title;   // as in the paper's table
    std::string source;  // option caption_source of its training
};
std::vector<StudyArm> studyArms(const StudyRequest& request);

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

}  // namespace recap
