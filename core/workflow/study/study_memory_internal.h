// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "workflow/project/project.h"
#include "workflow/study/study_job.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace recap {

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

}  // namespace recap
