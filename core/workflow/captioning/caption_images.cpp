// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_images_internal.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/json.h"
#include "workflow/runs/run_provenance.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr const char* kFile = "caption_images.json";
constexpr const char* kTraining = "training";
constexpr const char* kHeldOut = "held_out";

std::set<std::string> namesIn(const Json& json, const char* list, const fs::path& file) {
    std::set<std::string> out;
    const auto found = json.is_object() ? json.find(list) : json.end();
    const bool good = json.is_object() && found != json.end() && found->is_array();
    if (!good || !std::all_of(found->begin(), found->end(), [](const Json& name) { return name.is_string(); }))
        throw Error(ErrorCode::BadFormat, message("%1 is damaged: it has no list '%2'.", file, list));
    for (const auto& name : *found) out.insert(name.get<std::string>());
    return out;
}

CaptionImages readImages(const fs::path& file) {
    const Json json = readJsonFile(file);
    return {namesIn(json, kTraining, file), namesIn(json, kHeldOut, file)};
}

void add(CaptionImages& images, const CaptionData& data) {
    for (const auto& item : data.training) images.training.insert(item.image);
    for (const auto& item : data.validation) images.held_out.insert(item.image);
    std::erase_if(images.held_out, [&](const std::string& image) { return images.training.count(image) > 0; });
}

// Of a run from before the file: drawn again, where its data are what they were.
std::optional<CaptionImages> drawnAgain(Project& project, const RunRecord& run) {
    try {
        CaptionTrainOptions options;
        optionsFromJson(run.config, options, "run '" + run.name + "'");
        const auto data = collectCaptionData(project, options);
        if (data.digest != recordedData(run)) return std::nullopt;
        CaptionImages images;
        add(images, data);
        return images;
    } catch (const Error&) {  // no image has a caption any more, or an option has gone
        return std::nullopt;
    }
}

std::optional<CaptionImages> imagesOfRun(Project& project, const RunRecord& run) {
    const fs::path file = project.runDirectory(run.id) / kFile;
    return fs::exists(file) ? readImages(file) : drawnAgain(project, run);
}

std::optional<RunRecord> runOf(Project& project, const std::string& captioner) {
    if (fs::exists(fs::path(captioner) / "config.json")) {
        const auto point = branchPoint(project, RunKind::Captioner, captioner);
        return point ? project.runs().get(point->run) : std::nullopt;
    }
    return project.runs().findByName(captioner, RunKind::Captioner);
}

}  // namespace

void rememberCaptionImages(const fs::path& runFolder, const CaptionData& data) {
    const fs::path file = runFolder / kFile;
    CaptionImages images;
    if (fs::exists(file)) images = readImages(file);
    add(images, data);
    writeJsonFile(file, {{kTraining, images.training}, {kHeldOut, images.held_out}});
}

std::optional<CaptionImages> imagesOfCaptioner(Project& project, const std::string& captioner) {
    auto run = runOf(project, captioner);
    if (!run) return std::nullopt;
    auto images = imagesOfRun(project, *run);
    // A run that began with another run's captioner also knows that one's images.
    while (images && run->parent.value != 0) {
        run = project.runs().get(run->parent);
        const auto before = run ? imagesOfRun(project, *run) : std::nullopt;
        if (!before) return std::nullopt;
        images->training.insert(before->training.begin(), before->training.end());
        std::erase_if(images->held_out, [&](const std::string& image) { return images->training.count(image) > 0; });
    }
    return images;
}

}  // namespace recap
