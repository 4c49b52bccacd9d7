// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/judges_template.h"

#include "base/json.h"
#include "workflow/judging/judge_check.h"

#include <algorithm>

namespace recap {
namespace {

constexpr const char* kHead =
    "# Judges: who looks at pictures when metrics are computed.\n"
    "#\n"
    "# [judge.NAME]                    a name of your own; cards of metrics show it\n"
    "# kind = \"clip\"                   what the weights are; every kind stands below\n"
    "# path = \"models/clip\"            file or folder, relative to this file\n"
    "# sha256 = \"64 digits\"            optional: the digest that the weights must have\n"
    "# device = \"cuda:0\"               optional: auto, cpu, cuda or cuda:N\n"
    "# batch = 32                      optional: pictures at once\n"
    "#\n"
    "# PickScore and HPSv2 are computed by judges called pickscore and hpsv2: their weights are the metric.\n"
    "# 'recap judges check FILE', or \"Check judges\" in the window, loads them all and says what does not fit.\n";

// A TOML key without quotes, where it can be one.
bool isBareKey(const std::string& name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
}

// A basic string of TOML escapes what one of JSON does.
std::string quoted(const std::string& text) {
    return Json(text).dump();
}

void add(std::string& text, const JudgeEntry& judge, const char* mark) {
    const auto line = [&](const char* key, const std::string& value) {
        text.append(mark).append(key).append(" = ").append(value).append("\n");
    };
    const auto name = isBareKey(judge.name) ? judge.name : quoted(judge.name);
    text.append("\n").append(mark).append("[judge.").append(name).append("]\n");
    line("kind", quoted(judge.kind));
    if (!judge.path.empty()) line("path", quoted(judge.path.generic_string()));
    if (!judge.sha256.empty()) line("sha256", quoted(judge.sha256));
    if (!judge.device.empty()) line("device", quoted(judge.device));
    if (judge.batch > 0) line("batch", std::to_string(judge.batch));
}

}  // namespace

std::string judgesFileTemplate(const std::vector<JudgeEntry>& judges) {
    std::string text = kHead;
    const bool others = std::any_of(judges.begin(), judges.end(), [](const auto& j) { return j.kind != "demo"; });
    for (const auto& judge : judges) add(text, judge, others && judge.kind == "demo" ? "# " : "");
    for (const auto& kind : judgeKindNames()) {
        if (std::any_of(judges.begin(), judges.end(), [&](const auto& judge) { return judge.kind == kind; })) continue;
        JudgeEntry example;
        example.name = example.kind = kind;
        if (judgeKindNeedsPath(kind)) example.path = std::filesystem::path("models") / kind;
        add(text, example, "# ");
    }
    return text;
}

}  // namespace recap
