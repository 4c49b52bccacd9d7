// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/judges_template.h"

#include "base/json.h"
#include "metrics/judge_views.h"
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
    "# dtype = \"float16\"               optional, of most networks: half precision, on a GPU\n"
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
    if (!judge.dtype.empty()) line("dtype", quoted(judge.dtype));
    if (!judge.detector.empty()) line("detector", quoted(judge.detector));
    if (!judge.url.empty()) line("url", quoted(judge.url));
    if (!judge.model.empty()) line("model", quoted(judge.model));
    if (!judge.counter.labels.empty()) line("labels", Json(judge.counter.labels).dump());
}

// Who finds objects for an example: the first that does among these, else the example that does.
std::string detectorAmong(const std::vector<JudgeEntry>& judges) {
    const auto kinds = judgeKindsWithView(views::kObjects);
    for (const auto& judge : judges)
        if (std::find(kinds.begin(), kinds.end(), judge.kind) != kinds.end()) return judge.name;
    return kinds.front();
}

// With the keys that judges of its kind cannot do without.
JudgeEntry exampleOf(const std::string& kind, const std::vector<JudgeEntry>& judges) {
    const auto keys = judgeKindKeys(kind);
    const auto has = [&](std::string_view key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
    JudgeEntry example;
    example.name = example.kind = kind;
    if (judgeKindNeedsPath(kind)) example.path = std::filesystem::path("models") / kind;
    if (has("detector")) example.detector = detectorAmong(judges);
    if (has("url")) example.url = "http://localhost:8000";
    if (has("labels")) example.counter.labels = {"person", "bicycle", "car"};
    return example;
}

}  // namespace

std::string judgesFileTemplate(const std::vector<JudgeEntry>& judges) {
    std::string text = kHead;
    const bool others = std::any_of(judges.begin(), judges.end(), [](const auto& j) { return j.kind != "demo"; });
    for (const auto& judge : judges) add(text, judge, others && judge.kind == "demo" ? "# " : "");
    for (const auto& kind : judgeKindNames()) {
        if (std::any_of(judges.begin(), judges.end(), [&](const auto& judge) { return judge.kind == kind; })) continue;
        add(text, exampleOf(kind, judges), "# ");
    }
    return text;
}

}  // namespace recap
