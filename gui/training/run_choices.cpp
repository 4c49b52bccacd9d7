// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/paths.h"
#include "gui/training/new_run.h"
#include "workflow/results/metric_facts.h"
#include "workflow/runs/run_pictures.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace recap::gui {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPrompts = 4;

void addFolders(QStringList& found, const fs::path& root, const char* marker) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(root, error))
        if (fs::exists(entry.path() / marker)) found << QString::fromStdString(entry.path().string());
    found.sort();
}

bool isCaptioner(const QString& folder) {
    try {
        const auto config = readJsonFile(fs::path(folder.toStdString()) / "config.json");
        return config.value("model_type", std::string()) == "blip";
    } catch (const std::exception&) {
        return false;
    }
}

// A few different captions from all over the project: what the strip of samples is asked for. What a person wrote
// comes first, then what was rewritten, then the rest.
QStringList promptsOf(Project& project) {
    std::vector<std::string> sources;
    for (const auto& source : project.captions().sources()) sources.push_back(source.name);
    const auto rank = [](const std::string& name) { return name == "human_short" ? 0 : name == "recap_short" ? 1 : 2; };
    std::stable_sort(sources.begin(), sources.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    QStringList prompts;
    if (sources.empty()) return prompts;
    std::set<std::string> texts;
    std::vector<std::string> all;
    for (auto& caption : project.captions().forSource(sources.front()))
        if (!caption.text.empty() && caption.text.find('\n') == std::string::npos && texts.insert(caption.text).second)
            all.push_back(std::move(caption.text));
    const std::size_t wanted = std::min(kPrompts, all.size());
    for (std::size_t i = 0; i < wanted; ++i) prompts << QString::fromStdString(all[i * all.size() / wanted]);
    return prompts;
}

}  // namespace

RunChoices findRunChoices(Project& project) {
    RunChoices choices;
    choices.prompts = promptsOf(project);
    for (const auto& source : project.captions().sources()) choices.sources << QString::fromStdString(source.name);
    choices.bootstrapSeed = bootstrapSeedOf(project.metrics().list());
    for (const auto& run : project.runs().list()) {
        if (!runPictures(project, run.id).pictures.empty()) choices.drawn << QString::fromStdString(run.name);
        const auto checkpoint = project.checkpoints().latest(run.id);
        if (!checkpoint) continue;
        const QString folder = QString::fromStdString(project.resolve(checkpoint->path).string());
        if (run.kind == RunKind::Diffusion) choices.models << folder;
        if (run.kind != RunKind::Captioner) continue;
        choices.captioners << folder;
        // By its name the best checkpoint is used, where the run keeps it.
        choices.writers.removeOne(QString::fromStdString(run.name));
        choices.writers.prepend(QString::fromStdString(run.name));
    }
    // The program's own small models come first: they are there on every machine.
    QStringList own;
    QStringList ownCaptioners;
    try {
        const auto demo = resourceDirectory() / "demo";
        addFolders(own, demo, "model_index.json");
        QStringList configured;
        addFolders(configured, demo, "config.json");
        for (const auto& folder : configured)
            if (isCaptioner(folder)) ownCaptioners << folder;
    } catch (const Error&) {
        // Without resources there is nothing to offer.
    }
    choices.models = own + choices.models;
    choices.captioners = ownCaptioners + choices.captioners;
    choices.writers += ownCaptioners;
    return choices;
}

}  // namespace recap::gui
