// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/study/study_state_internal.h"

#include "workflow/study/study_state.h"

#include "data/database.h"
#include "data/setting_repository.h"
#include "workflow/project/project.h"
#include "workflow/study/study_captions_internal.h"
#include "workflow/study/study_memory_internal.h"
#include "workflow/study/study_plan_internal.h"

#include <unistd.h>

namespace fs = std::filesystem;

namespace recap {
namespace {

// On a medium that nobody can write to, SQLite must not look for a log of writes.
Database::Mode modeFor(const fs::path& folder) {
    std::error_code error;
    const auto log = fs::file_size(folder / "project.sqlite-wal", error);
    const bool written = !error && log > 0;
    return ::access(folder.c_str(), W_OK) != 0 && !written ? Database::Mode::Immutable : Database::Mode::ReadOnly;
}

}  // namespace

std::vector<StudyModel> studyModels(const StudyRequest& request) {
    std::vector<StudyModel> models{{"Baseline", "run:samples:baseline"}};
    for (const auto& arm : studyArms(request)) models.push_back({arm.title, "run:train:" + arm.key});
    models.push_back({"Real images", "run:real", true});
    return models;
}

StudyState studyState(const fs::path& project) {
    StudyState state;
    state.request.project = project;
    if (!Project::exists(project)) return state;
    Database database(project / "project.sqlite", modeFor(project));
    const auto saved = SettingRepository(database).get(kStudyMemoryKey);
    if (!saved) return state;
    const Json memory = parseJson(*saved, "the study's memory");
    state.found = true;
    state.request.seed = memory.value("seed", state.request.seed);
    state.request.quick = memory.value("quick", state.request.quick);
    state.request.scale = memory.value("scale", state.request.scale);
    state.request.arms = memory.value("arms", std::vector<std::string>{});
    for (const auto& stage : studyStages(state.request))
        if (memory.value("done:" + stage.name, false)) state.done.push_back(stage.name);
    if (memory.value("done:metrics", false))
        for (const auto& model : studyModels(state.request))
            state.rows.push_back({model.title,
                                  MetricRepository(database).list(RunId{memory.value(model.key, std::int64_t{0})}),
                                  model.reference});
    state.captions = captionsIn(memory);
    if (const auto run = memory.value("run:curve", std::int64_t{0}); run != 0)
        state.curve = readCaptionCurve(project / "runs" / std::to_string(run)).value_or(CaptionCurve{});
    const fs::path report = project / "exports" / "report.html";
    std::error_code error;
    if (memory.value("done:report", false) && fs::exists(report, error)) state.report = report;
    return state;
}

}  // namespace recap
