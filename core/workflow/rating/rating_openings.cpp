// SPDX-License-Identifier: GPL-3.0-or-later

#include "workflow/rating/rating_openings_internal.h"

#include "base/error.h"
#include "base/json_problem.h"

#include <pwd.h>
#include <unistd.h>
#include <cstdlib>

namespace recap {
namespace {

std::string openingSetting(StudyId study) {
    return std::string("rating.opened.").append(std::to_string(study.value));
}

}  // namespace

std::string loginName() {
    if (const auto* entry = ::getpwuid(::geteuid())) return entry->pw_name;
    const char* name = std::getenv("USER");
    return name == nullptr || *name == '\0' ? "unknown" : name;
}

std::vector<StudyOpening> ratingOpenings(Project& project, StudyId study) {
    std::vector<StudyOpening> openings;
    const auto stored = project.settings().get(openingSetting(study));
    if (!stored) return openings;
    const std::string origin = "the openings of rating study " + std::to_string(study.value);
    const Json list = parseJson(*stored, origin);
    try {
        for (const auto& entry : list)
            openings.push_back({entry.at("who").get<std::string>(), entry.at("time_ms").get<std::int64_t>(),
                                entry.at("answers").get<std::int64_t>()});
    } catch (const Json::exception& e) {
        throw Error(ErrorCode::BadFormat, message("The list of %1 is damaged: %2.", origin, jsonProblem(e)));
    }
    return openings;
}

namespace rating_internal {

void recordOpening(Project& project, StudyId study, const StudyOpening& opening) {
    if (opening.who.empty())
        throw Error(ErrorCode::InvalidOption, message("Say who opens the results: the name is missing."));
    auto openings = ratingOpenings(project, study);
    for (const auto& earlier : openings)
        if (earlier.who == opening.who && earlier.answers == opening.answers) return;
    if (project.readOnly()) {
        if (!openings.empty()) return;
        throw Error(ErrorCode::ReadOnly, message("The results of this rating study have not been opened, and opening "
                                                 "them is recorded with it, which this project does not allow now. %1",
                                                 project.readOnlyReason()));
    }
    openings.push_back(opening);
    Json list = Json::array();
    for (const auto& o : openings) list.push_back({{"who", o.who}, {"time_ms", o.time_ms}, {"answers", o.answers}});
    Transaction transaction(project.database(), Transaction::Durability::Durable);
    project.settings().set(openingSetting(study), toJsonLine(list));
    transaction.commit();
}

}  // namespace rating_internal
}  // namespace recap
