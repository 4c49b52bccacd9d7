// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/atomic_file.h"
#include "image/encode.h"
#include "support/temp_dir.h"
#include "workflow/project/project.h"
#include "workflow/rating/rating_study.h"

#include <functional>
#include <memory>
#include <string>

namespace recap::testing {

// A project with the pictures of runs, to make studies of.
struct RatingFixture {
    using Painter = std::function<ImageBuffer(int prompt)>;

    // Prompts "prompt 0", "prompt 1", ... with seeds 100, 101, ...
    RunId addRun(const std::string& name, int prompts, const Painter& paint) {
        RunRecord run;
        run.name = name;
        run.kind = RunKind::Samples;
        run = project->runs().create(run);
        for (int i = 0; i < prompts; ++i) {
            const auto file = project->runDirectory(run.id) / (std::to_string(i) + ".png");
            ensureDirectory(file.parent_path());
            writePng(file, paint(i));
            SampleRecord sample;
            sample.run = run.id;
            sample.prompt_index = i;
            sample.prompt = std::string(prompt).append(std::to_string(i));
            sample.seed = 100 + i;
            sample.path = project->relative(file);
            project->samples().add(sample);
        }
        return run.id;
    }

    StudyId makeStudy(const std::string& name, const std::string& first, const std::string& second,
                      const std::string& type = questionTypes().front().id) {
        RatingPlan plan;
        plan.name = name;
        plan.question_type = type;
        plan.first_run = first;
        plan.second_run = second;
        plan.repeat_share = 0;
        return createRatingStudy(*project, plan).id;
    }

    std::string prompt = "prompt ";  // of runs that are added from now on
    TempDir folder;
    std::shared_ptr<Project> project = Project::create(folder / "study.recap");
};

}  // namespace recap::testing
