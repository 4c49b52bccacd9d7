// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/pictures_to_judge.h"

#include "base/error.h"
#include "image/decode.h"
#include "workflow/runs/run_lookup.h"

#include <algorithm>
#include <set>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

std::string expectationOf(const PromptItem& item) {
    PromptSet only;
    only.items.push_back({std::string(1, '1'), item.prompt, {}, item.expect});
    return toJsonl(only);
}

// The pictures of the step that was asked for; those of real images have none.
RunPictures chosenPictures(Project& project, const RunRecord& run, std::int64_t step) {
    const bool any = step == 0 || isReferenceRun(run);
    auto chosen = any ? runPictures(project, run.id) : runPictures(project, run.id, step);
    if (!chosen.pictures.empty()) return chosen;
    const auto steps = stepsWithPictures(project, run.id);
    if (steps.empty())
        throw Error(ErrorCode::NotFound, message("The run '%1' has no samples to judge; previews of a training run are "
                                                 "not judged. Generate samples with it first.",
                                                 run.name));
    std::vector<Message> known;
    for (const auto other : steps) known.push_back(verbatim(std::to_string(other)));
    throw Error(ErrorCode::NotFound, message("The run '%1' has no samples of step %2 to judge; it has samples of: %3.",
                                             run.name, step, listOf(known)));
}

// Leaves out pictures whose prompt is not one of the set: a number of a prompt set is of its prompts.
void keepPromptsOf(const PromptsByText& prompts, const std::string& run, RunPictures& drawn, JobContext& context) {
    const auto all = drawn.pictures.size();
    const auto without = std::erase_if(drawn.pictures, [&](const auto& p) { return !prompts.contains(p.prompt); });
    if (drawn.pictures.empty())
        throw Error(ErrorCode::NotFound, message("None of the %1 samples of '%2' has a prompt of the prompt set. Name "
                                                 "the set that they were generated for.",
                                                 all, run));
    if (without > 0)
        context.say(message("Samples of '%1' whose prompt is not in the prompt set: %2 of %3; they are not judged.",
                            run, without, all),
                    MessageEvent::Level::Warning);
}

// Why the numbers of these pictures are none of the prompt set; empty: every prompt has a picture.
Message missingPrompts(const PromptsByText& prompts, const std::vector<SampleRecord>& pictures) {
    std::set<std::string> drawn;
    for (const auto& picture : pictures) drawn.insert(picture.prompt);
    std::size_t missing = 0;
    std::string example;
    for (const auto& [text, item] : prompts) {
        if (drawn.contains(text)) continue;
        if (missing++ == 0) example = item.id;
    }
    return missing == 0 ? Message() : message("prompts of the set without a picture: %1, e.g. '%2'", missing, example);
}

// A size that differs is a sign that pictures of another kind have come among them. Files that cannot be read are
// found by the judge.
void sayWhereSizesDiffer(Project& project, const RunToJudge& run, JobContext& context) {
    std::map<std::pair<int, int>, std::size_t> sizes;
    for (const auto& picture : run.drawn.pictures) {
        try {
            const auto info = probeImage(project.resolve(picture.path));
            ++sizes[{info.width, info.height}];
        } catch (const Error&) {
            continue;
        }
    }
    if (sizes.size() < 2) return;
    const auto by = [](const auto& a, const auto& b) { return a.second < b.second; };
    const auto& [most, many] = *std::max_element(sizes.begin(), sizes.end(), by);
    const auto& [least, few] = *std::min_element(sizes.begin(), sizes.end(), by);
    context.say(message("The samples of '%1' have %2 sizes: %3 of them have %4 x %5 pixels, %6 have %7 x %8. Each is "
                        "brought to the judge's size by itself.",
                        run.run.name, sizes.size(), many, most.first, most.second, few, least.first, least.second),
                MessageEvent::Level::Warning);
}

}  // namespace

PromptsByText promptsByText(const fs::path& file, JobContext& context) {
    PromptsByText prompts;
    if (file.empty()) return prompts;
    std::set<std::string> several;
    for (auto& item : readPromptSet(file).items) {
        const auto [first, isNew] = prompts.try_emplace(item.prompt, item);
        if (!isNew && expectationOf(first->second) != expectationOf(item)) several.insert(item.prompt);
    }
    if (!several.empty())
        context.say(message("Prompts that stand in the prompt set more than once and ask for different things: %1, "
                            "e.g. '%2'. The first of each counts.",
                            several.size(), *several.begin()),
                    MessageEvent::Level::Warning);
    return prompts;
}

RunToJudge picturesToJudge(Project& project, RunId id, std::int64_t step, const PromptsByText& prompts,
                           JobContext& context) {
    const auto run = project.runs().get(id);
    if (!run) throw Error(ErrorCode::NotFound, message("The project has no run number %1.", id.value));
    RunToJudge out{*run, chosenPictures(project, *run, step), {}, {}};
    if (out.drawn.others > 0)
        context.say(
            message("The run '%1' has %2 more samples that were generated with other settings; they are not judged.",
                    run->name, out.drawn.others),
            MessageEvent::Level::Warning);
    if (!prompts.empty()) keepPromptsOf(prompts, run->name, out.drawn, context);
    out.missing = missingPrompts(prompts, out.drawn.pictures);
    for (const auto& picture : out.drawn.pictures) {
        const auto found = prompts.find(picture.prompt);
        out.items.push_back(found == prompts.end() ? PromptItem{{}, picture.prompt, {}} : found->second);
    }
    sayWhereSizesDiffer(project, out, context);
    return out;
}

}  // namespace recap
