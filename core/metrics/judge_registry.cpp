// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/judge_registry.h"

#include <algorithm>

namespace recap {

const std::vector<JudgeInfo>& judgeRegistry() {
    static const std::vector<JudgeInfo> judges{{kDemoJudge, "Demo ", "demo_"}};
    return judges;
}

const JudgeInfo* findJudge(std::string_view name) {
    const auto& judges = judgeRegistry();
    const auto it =
        std::find_if(judges.begin(), judges.end(), [&](const JudgeInfo& judge) { return judge.name == name; });
    return it == judges.end() ? nullptr : &*it;
}

}  // namespace recap
