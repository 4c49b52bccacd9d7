// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/queue/queued_run.h"

#include "base/error.h"
#include "workflow/captioning/caption_run_job.h"
#include "workflow/captioning/caption_train_job.h"
#include "workflow/judging/metrics_job.h"
#include "workflow/sampling/sample_run_job.h"
#include "workflow/training/train_job.h"

#include <sstream>
#include <utility>

namespace recap {
namespace {

constexpr const char* kSetting = "run_queue";

std::unique_ptr<Job> makeRecaption(std::shared_ptr<Project> project, const RecaptionOptions& options) {
    CaptionRunRequest request;
    request.captioner = options.captioner;
    request.style = options.style;
    request.filter = options.filter;
    request.batch_size = options.batch_size;
    request.threads = options.threads;
    return std::make_unique<CaptionRunJob>(std::move(project), std::move(request));
}

std::unique_ptr<Job> makeMetrics(std::shared_ptr<Project> project, const MetricsOptions& options) {
    MetricsRequest request;
    for (const auto& run : options.runs)
        if (const auto record = project->runs().findByName(run)) request.runs.push_back(record->id);
    request.metrics = options.metrics;
    request.replicates = options.replicates;
    request.seed = options.seed;
    return std::make_unique<MetricsJob>(std::move(project), std::move(request));
}

}  // namespace

std::vector<std::string> linesOf(const std::string& text) {
    constexpr const char* kBlanks = " \t\r\v\f";
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        const auto first = line.find_first_not_of(kBlanks);
        if (first != std::string::npos) lines.push_back(line.substr(first, line.find_last_not_of(kBlanks) - first + 1));
    }
    return lines;
}

StoredQueue queueFromText(const std::string& text) {
    StoredQueue queue;
    const Json stored = Json::parse(text, nullptr, false);
    if (!stored.is_object()) return queue;
    queue.stops_on_error = stored.value("stops_on_error", false);
    queue.pauses_between = stored.value("pauses_between", false);
    const Json items = stored.value("items", Json::array());
    for (const auto& item : items) {
        if (!item.is_object()) continue;
        queue.runs.push_back({item.value("kind", std::string()), item.value("name", std::string()),
                              item.value("values", Json::object()), RunId{item.value("continues", std::int64_t{0})}});
    }
    return queue;
}

std::string queueText(const StoredQueue& queue) {
    Json items = Json::array();
    for (const auto& run : queue.runs) {
        Json item{{"kind", run.kind}, {"name", run.name}};
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

std::unique_ptr<Job> makeQueuedRun(std::shared_ptr<Project> project, const QueuedRun& run, bool takesWishes) {
    if (run.kind == "captioner")
        return std::make_unique<CaptionTrainJob>(
            std::move(project), CaptionTrainRequest{optionsOf<CaptionTrainOptions>(run.values), run.name});
    if (run.kind == "recaption") return makeRecaption(std::move(project), optionsOf<RecaptionOptions>(run.values));
    if (run.kind == "metrics") return makeMetrics(std::move(project), optionsOf<MetricsOptions>(run.values));
    if (run.kind == "samples") {
        const auto options = optionsOf<SampleRunOptions>(run.values);
        return std::make_unique<SampleRunJob>(
            std::move(project), SampleRunRequest{run.name, options.model, linesOf(options.prompts), options.drawing});
    }
    if (run.kind != "diffusion")
        throw Error(ErrorCode::InvalidOption, message("There is no kind of run called '%1'.", run.kind));
    TrainRequest request;
    request.name = run.name;
    request.resume = run.continues;
    request.takes_wishes = takesWishes;
    if (!run.continues) request.options = optionsOf<DiffusionTrainOptions>(run.values);
    return std::make_unique<TrainJob>(std::move(project), std::move(request));
}

}  // namespace recap
