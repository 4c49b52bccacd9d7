// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/study/study_memory_internal.h"

#include "base/error.h"

namespace recap {

StudyMemory::StudyMemory(std::shared_ptr<Project> project, const StudyRequest& request) : project_(std::move(project)) {
    const auto saved = project_->settings().get(kStudyMemoryKey);
    values_ = saved ? parseJson(*saved, "the study's memory")
                    : Json{{"protocol", kStudyProtocol},
                           {"seed", request.seed},
                           {"quick", request.quick},
                           {"scale", request.scale}};
    if (values_.value("protocol", std::int64_t{1}) != kStudyProtocol)
        throw Error(
            ErrorCode::InvalidOption,
            message("The project %1 contains a demo of another version, whose prompts are not comparable: they were "
                    "not held out from training. Choose another folder, or remove this one, and run the demo again.",
                    project_->path()));
    if (values_.value("seed", request.seed) != request.seed || values_.value("quick", request.quick) != request.quick ||
        values_.value("scale", request.scale) != request.scale)
        throw Error(ErrorCode::InvalidOption, values_.value("quick", false)
                                                  ? message("The project %1 contains a demo with seed %2 and --quick. "
                                                            "Continue it with these options, or choose another folder.",
                                                            project_->path(), values_["seed"].dump())
                                                  : message("The project %1 contains a demo with seed %2. Continue it "
                                                            "with these options, or choose another folder.",
                                                            project_->path(), values_["seed"].dump()));
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

}  // namespace recap
