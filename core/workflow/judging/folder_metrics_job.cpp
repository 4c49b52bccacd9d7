// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/folder_metrics_job.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "workflow/judging/judged_folder.h"

#include <utility>

namespace recap {
namespace {

PairedFolder withoutPrompts(const std::filesystem::path& folder) {
    PairedFolder out;
    out.model.name = folder.filename().string();
    for (auto& picture : picturesBelow(folder)) {
        out.model.prompts.push_back(out.model.pictures.size());
        out.model.pictures.push_back({std::move(picture)});
    }
    return out;
}

void sayWhatIsMissing(const PairedFolder& paired, const FolderMetricsRequest& request, JobContext& context) {
    if (!paired.without_prompt.empty())
        context.say(message("Pictures in %1 that belong to no prompt of the set: %2, e.g. %3; they are not judged.",
                            request.pictures, paired.without_prompt.size(), paired.without_prompt.front()),
                    MessageEvent::Level::Warning);
    if (paired.model.pictures.empty())
        throw Error(ErrorCode::InvalidOption,
                    message("No picture in %1 has the id of a prompt in its name, e.g. %2.png.", request.pictures,
                            paired.without_picture.front()));
}

}  // namespace

void FolderMetricsJob::run(JobContext& context) {
    const auto set = request_.prompts.empty() ? PromptSet() : readPromptSet(request_.prompts);
    const auto paired = set.items.empty() ? withoutPrompts(request_.pictures) : pairFolder(request_.pictures, set);
    sayWhatIsMissing(paired, request_, context);
    PromptMetricOptions options;
    options.replicates = static_cast<std::size_t>(request_.replicates);
    options.seed = static_cast<std::uint64_t>(request_.seed);
    Measuring measuring(openJudges(request_.judges, request_.device, request_.cache), request_.metrics, options,
                        [&](std::string_view) {
                            return request_.reference.empty() ? std::vector<std::filesystem::path>()
                                                              : picturesBelow(request_.reference);
                        });
    if (request_.shard) {
        kept_ = measuring.keep(paired.model, *request_.shard, context);
        return;
    }
    const auto judged = measuring.judge(paired.model, context);
    numbers_ = measuring.numbers(judged);
    const auto digest = request_.prompts.empty() ? std::string() : sha256File(request_.prompts);
    const auto now = SystemClock().nowMs();
    for (auto& number : numbers_) {
        if (!paired.without_picture.empty())
            withdraw(number, message("prompts of the set without a picture: %1, e.g. '%2'",
                                     paired.without_picture.size(), paired.without_picture.front()));
        auto& card = number.card;
        card.code_version = RECAP_VERSION;
        card.prompt_set = digest;
        card.computed_ms = now;
        if (card.reference_images > 0) card.reference = request_.reference.string();
    }
}

}  // namespace recap
