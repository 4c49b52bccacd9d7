// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/runs/run_lookup.h"

#include "base/error.h"
#include "workflow/project/project_sharing.h"

#include <charconv>

namespace recap {

RunRecord requireRun(Project& project, const std::string& nameOrNumber) {
    std::int64_t number = 0;
    const char* last = nameOrNumber.data() + nameOrNumber.size();
    const auto [end, error] = std::from_chars(nameOrNumber.data(), last, number);
    if (error == std::errc{} && end == last)
        if (const auto run = project.runs().get(RunId{number})) return *run;
    if (const auto run = project.runs().findByName(nameOrNumber)) return *run;
    throw Error(ErrorCode::NotFound,
                message("The project has no run '%1'; 'recap runs list' shows all.", nameOrNumber));
}

RunRecord runToResume(Project& project, RunId run, RunKind kind) {
    auto found = project.runs().get(run);
    if (!found) throw Error(ErrorCode::NotFound, message("There is no training run %1 in this project.", run.value));
    if (found->kind != kind)
        throw Error(ErrorCode::InvalidOption,
                    message("Run '%1' is of the kind '%2'; this continues runs of the kind '%3'.", found->name,
                            enumName(kRunKindNames, found->kind), enumName(kRunKindNames, kind)));
    if (isWorkedOn(project, run))
        throw Error(ErrorCode::ReadOnly, message("Another program is already working on run '%1'.", found->name));
    return *std::move(found);
}

std::optional<Message> sameNameRemark(Project& project, const std::string& name, RunKind kind) {
    const auto before = project.runs().findByName(name, kind);
    if (!before) return std::nullopt;
    return message(
        "There is already a run named '%1' (number %2). This is another one; the name alone means the newest.", name,
        before->id.value);
}

bool isReferenceRun(const RunRecord& run) {
    if (!run.config.is_object()) return false;
    const auto model = run.config.find("model");
    return model != run.config.end() && *model == "real";
}

}  // namespace recap
