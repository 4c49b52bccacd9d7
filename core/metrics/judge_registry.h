// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a judge is called: one row a judge. Plain values, without torch.
#pragma once

#include <string_view>
#include <vector>

namespace recap {

struct JudgeInfo {
    std::string_view name;           // as it is stored with numbers, e.g. "demo judge"
    std::string_view title_prefix;   // before the titles of its metrics, e.g. "Demo "; its numbers share nothing but
                                     // the letters with published ones
    std::string_view export_prefix;  // before their keys in exported files, e.g. "demo_"
};

inline constexpr std::string_view kDemoJudge = "demo judge";

const std::vector<JudgeInfo>& judgeRegistry();
// nullptr for a judge that is not known here; its metrics have no prefix.
const JudgeInfo* findJudge(std::string_view name);

}  // namespace recap
