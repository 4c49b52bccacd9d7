// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/queue/queued_run.h"

#include <utility>

namespace recap {
namespace {

constexpr const char* kSetting = "run_queue";

}  // namespace

StoredQueue queueFromText(const std::string& text) {
    StoredQueue queue;
    const Json stored = Json::parse(text, nullptr, false);
    if (!stored.is_object()) return queue;
    queue.stops_on_error = stored.value("stops_on_error", false);
    queue.pauses_between = stored.value("pauses_between", false);
    const Json items = stored.value("items", Json::array());
    for (const auto& item : items) {
        if (!item.is_object()) continue;
        const auto kind = findEnum(kRunKindNames, item.value("kind", std::string()));
        if (!kind) continue;
        queue.runs.push_back({*kind, item.value("name", std::string()), item.value("values", Json::object()),
                              RunId{item.value("continues", std::int64_t{0})}});
    }
    return queue;
}

std::string queueText(const StoredQueue& queue) {
    Json items = Json::array();
    for (const auto& run : queue.runs) {
        Json item{{"kind", enumName(kRunKindNames, run.kind)}, {"name", run.name}};
        if (run.continues)
            item["continues"] = run.continues.value;
        else
            item["values"] = run.values;
        items.push_back(std::move(item));
    }
    return Json{
        {"stops_on_error", queue.stops_on_error}, {"pauses_between", queue.pauses_between}, {"items", std::move(items)}}
        .dump();
}

StoredQueue storedQueue(Project& project) {
    return queueFromText(project.settings().get(kSetting).value_or(std::string()));
}

void storeQueue(Project& project, const StoredQueue& queue) {
    project.settings().set(kSetting, queueText(queue));
}

}  // namespace recap
