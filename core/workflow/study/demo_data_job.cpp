// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/study/demo_data_job.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "demo/grammar.h"
#include "demo/held_out.h"
#include "demo/renderer.h"
#include "image/encode.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <set>
#include <sstream>
#include <thread>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::array<const char*, 5> kAltTitles{"useless (\"img 2034\", \"free shipping\")",
                                                "one class, no number (\"buy car online\")",
                                                "generic (\"fruit clip art\")", "correct, short", "correct, long"};

// Draws after which no further prompt is hoped for; there are about a thousand in all.
constexpr std::int64_t kMostDraws = 100'000;

std::string pictureName(const char* prefix, std::int64_t index) {
    char name[40];
    std::snprintf(name, sizeof name, "%s_%05lld.jpg", prefix, static_cast<long long>(index));
    return name;
}

// Draws scenes[i] into files[i], on all cores; what exists is kept.
void drawPictures(const std::vector<demo::Scene>& scenes, const std::vector<fs::path>& files, int side,
                  JobContext& context) {
    const demo::SceneRenderer renderer;
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::exception_ptr failure;  // guarded by mutex
    auto work = [&] {
        try {
            for (std::size_t i = next++; i < scenes.size(); i = next++) {
                context.pausePoint();
                if (!fs::exists(files[i])) writeJpeg(files[i], renderer.render(scenes[i], side), 88);
                if (i % 20 == 0)
                    context.report(
                        {"pictures", static_cast<std::int64_t>(i), static_cast<std::int64_t>(scenes.size())});
            }
        } catch (...) {
            std::lock_guard lock(mutex);
            if (!failure) failure = std::current_exception();
            next = scenes.size();
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (unsigned i = 1; i < std::max(1u, std::thread::hardware_concurrency()); ++i) helpers.emplace_back(work);
        work();
    }
    if (failure) std::rethrow_exception(failure);
}

Json sceneFacts(const Json& truth) {
    Json facts = truth;
    facts.erase("objects");
    return facts;
}

std::string dataCard(const DemoDataRequest& request, const std::array<std::int64_t, 5>& counts, bool stamps) {
    std::ostringstream card;
    card << "# Demo data set\n\n"
         << request.scenes << " composed scenes of one to three objects (ten classes) on four kinds of ground, "
         << request.side << " x " << request.side << " pixels, seed " << request.seed
         << ". The truth of each scene is in the columns `objects` and `scene`. No scene holds a combination that is "
            "kept "
            "back for prompts: ten pairs of classes, and each class alone on one of the grounds.\n\n"
         << (stamps ? "The cut-outs are those of Debian's package tuxpaint-stamps-default (GPL-2).\n\n"
                    : "The package tuxpaint-stamps-default was not found, so the objects are drawn shapes.\n\n")
         << "The alt texts imitate web pages:\n\n| kind | images | share |\n| --- | --- | --- |\n";
    for (std::size_t i = 0; i < counts.size(); ++i) {
        char share[16];
        std::snprintf(
            share, sizeof share, "%.1f %%",
            100.0 * static_cast<double>(counts[i]) / static_cast<double>(std::max<std::int64_t>(request.scenes, 1)));
        card << "| " << kAltTitles[i] << " | " << counts[i] << " | " << share << " |\n";
    }
    card << "\nThe first " << std::min(request.human, request.scenes)
         << " images have a short and a long caption in the manner of a human annotator (`human_short`, "
            "`human_long`).\n";
    return card.str();
}

}  // namespace

void DemoDataJob::run(JobContext& context) {
    ensureDirectory(request_.out);
    Random random(deriveSeed(static_cast<std::uint64_t>(request_.seed), "demo-data"));
    std::vector<demo::Scene> scenes;
    std::vector<fs::path> files;
    std::array<std::int64_t, 5> counts{};
    std::string rows;
    for (std::int64_t i = 0; i < request_.scenes; ++i) {
        const auto scene = demo::drawTrainingScene(random);
        const auto alt = demo::altText(scene, random);
        const std::string shortText = demo::shortCaption(scene, random), longText = demo::longCaption(scene, random);
        ++counts[static_cast<std::size_t>(alt.kind)];
        const std::string name = pictureName("scene", i);
        const Json truth = demo::truthOf(scene);
        Json row{{"file_name", name}, {"text", alt.text}};
        if (i < request_.human) {
            row["human_short"] = shortText;
            row["human_long"] = longText;
        }
        row["objects"] = truth.at("objects");
        row["scene"] = sceneFacts(truth);
        rows += toJsonLine(row) + "\n";
        scenes.push_back(scene);
        files.push_back(request_.out / name);
    }
    drawPictures(scenes, files, request_.side, context);
    writeTextAtomically(request_.out / "README.md", dataCard(request_, counts, demo::SceneRenderer().usesStamps()));
    writeTextAtomically(request_.out / "metadata.jsonl", rows);
    context.report({"pictures", request_.scenes, request_.scenes});
}

std::vector<HeldOutPrompt> writeHeldOutPrompts(const fs::path& out, std::int64_t count, std::int64_t seed,
                                               JobContext& context, int side) {
    ensureDirectory(out);
    Random random(deriveSeed(static_cast<std::uint64_t>(seed), "held-out"));
    std::vector<demo::Scene> scenes;
    std::vector<fs::path> files;
    std::vector<HeldOutPrompt> prompts;
    std::string rows;
    std::set<std::string> taken;
    for (std::int64_t draws = 0; std::ssize(prompts) < count; ++draws) {
        if (draws > kMostDraws)
            throw Error(
                ErrorCode::InvalidOption,
                message("There are fewer than %1 different held-out prompts: %2 were found.", count, prompts.size()));
        const auto scene = demo::drawHeldOutScene(random);
        const std::string text = demo::longCaption(scene, random);
        if (!taken.insert(text).second) continue;
        const auto i = std::ssize(prompts);
        prompts.push_back({text, 100000 + i, pictureName("real", i), demo::truthOf(scene)});
        rows += toJsonLine({{"prompt", prompts.back().text},
                            {"seed", prompts.back().seed},
                            {"picture", prompts.back().picture},
                            {"truth", prompts.back().truth}}) +
                "\n";
        scenes.push_back(scene);
        files.push_back(out / prompts.back().picture);
    }
    drawPictures(scenes, files, side, context);
    writeTextAtomically(out / "prompts.jsonl", rows);
    return prompts;
}

}  // namespace recap
