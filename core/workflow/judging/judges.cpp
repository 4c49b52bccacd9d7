// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/judges.h"

#include "base/error.h"
#include "base/paths.h"
#include "metrics/judge_registry.h"
#include "workflow/judging/demo_judge.h"

#include <string>

namespace fs = std::filesystem;

namespace recap {
namespace {

struct JudgeFiles {
    std::string_view name;
    const char* shipped;  // folder below resources
    std::unique_ptr<PictureJudge> (*open)(const fs::path& folder);
};
constexpr JudgeFiles kJudges[] = {{kDemoJudge, "demo/judge", openDemoJudge}};

}  // namespace

std::unique_ptr<PictureJudge> openJudge(std::string_view name, const fs::path& folder) {
    for (const auto& judge : kJudges)
        if (judge.name == name) return judge.open(folder.empty() ? resourceDirectory() / judge.shipped : folder);
    throw Error(ErrorCode::NotFound, message("There is no judge '%1'.", name));
}

}  // namespace recap
