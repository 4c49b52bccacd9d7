// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/runs/run_pictures.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

namespace recap {
namespace {

constexpr const char* kPreview = "preview";

using PictureKey = std::pair<std::string, std::int64_t>;

PictureKey keyOf(const SampleRecord& sample) {
    return {sample.prompt, sample.seed};
}

// One drawing: the newest row of each prompt and seed.
struct Drawing {
    Json settings;
    std::map<PictureKey, SampleRecord> pictures = {};
    std::int64_t newest = 0;
};

std::vector<Drawing> drawingsOf(std::vector<SampleRecord> samples) {
    std::vector<Drawing> drawings;
    for (auto& sample : samples) {
        const Json settings = drawingSettings(sample.settings);
        auto it = std::find_if(drawings.begin(), drawings.end(),
                               [&](const Drawing& drawing) { return drawing.settings == settings; });
        if (it == drawings.end()) it = drawings.insert(it, Drawing{settings});
        it->newest = std::max(it->newest, sample.id.value);
        auto [place, isNew] = it->pictures.try_emplace(keyOf(sample), sample);
        if (!isNew && place->second.id.value < sample.id.value) place->second = std::move(sample);
    }
    return drawings;
}

}  // namespace

bool isPreview(const SampleRecord& sample) {
    if (!sample.settings.is_object()) return false;
    const auto mark = sample.settings.find(kPreview);
    return mark != sample.settings.end() && mark->is_boolean() && mark->get<bool>();
}

void markPreview(SampleRecord& sample) {
    if (!sample.settings.is_object()) sample.settings = Json::object();
    sample.settings[kPreview] = true;
}

Json drawingSettings(const Json& settings) {
    static constexpr std::array kDeciding = {"steps",   "guidance", "scheduler", "negative", "width",
                                             "height",  "lora",     "image",     "strength", "eta",
                                             "weights", "variant",  "config",    "dtype"};
    Json deciding = Json::object();
    if (!settings.is_object()) return deciding;
    for (const char* name : kDeciding)
        if (const auto it = settings.find(name); it != settings.end()) deciding[name] = *it;
    return deciding;
}

RunPictures choosePictures(std::vector<SampleRecord> samples) {
    std::erase_if(samples, isPreview);
    RunPictures chosen;
    if (samples.empty()) return chosen;
    for (const auto& sample : samples) chosen.step = std::max(chosen.step, sample.step);
    std::erase_if(samples, [&](const SampleRecord& sample) { return sample.step != chosen.step; });
    auto drawings = drawingsOf(std::move(samples));
    const auto best = std::max_element(drawings.begin(), drawings.end(), [](const Drawing& a, const Drawing& b) {
        return std::pair(a.pictures.size(), a.newest) < std::pair(b.pictures.size(), b.newest);
    });
    for (auto& drawing : drawings)
        if (&drawing != &*best) chosen.others += static_cast<std::int64_t>(drawing.pictures.size());
    chosen.settings = std::move(best->settings);
    for (auto& [key, sample] : best->pictures) chosen.pictures.push_back(std::move(sample));
    std::stable_sort(chosen.pictures.begin(), chosen.pictures.end(), [](const auto& a, const auto& b) {
        return std::pair(a.prompt_index, a.seed) < std::pair(b.prompt_index, b.seed);
    });
    return chosen;
}

RunPictures runPictures(Project& project, RunId run) {
    return choosePictures(project.samples().list(run));
}

RunPictures runPictures(Project& project, RunId run, std::int64_t step) {
    return choosePictures(project.samples().list(run, step));
}

std::vector<std::int64_t> stepsWithPictures(Project& project, RunId run) {
    std::set<std::int64_t> steps;
    for (const auto& sample : project.samples().list(run))
        if (!isPreview(sample)) steps.insert(sample.step);
    return {steps.begin(), steps.end()};
}

std::vector<std::pair<std::size_t, std::size_t>> matchedPictures(const std::vector<SampleRecord>& first,
                                                                 const std::vector<SampleRecord>& second) {
    std::map<PictureKey, std::size_t> places;
    for (std::size_t i = 0; i < second.size(); ++i) places.emplace(keyOf(second[i]), i);
    std::vector<std::pair<std::size_t, std::size_t>> matched;
    for (std::size_t i = 0; i < first.size(); ++i)
        if (const auto it = places.find(keyOf(first[i])); it != places.end()) matched.emplace_back(i, it->second);
    return matched;
}

}  // namespace recap
