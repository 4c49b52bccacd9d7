// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/pretrain_job.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "demo/renderer.h"
#include "workflow/pretrain_internal.h"
#include "workflow/threads.h"

#include <algorithm>
#include <array>

namespace fs = std::filesystem;

namespace recap {
namespace {

struct Part {
    const char* name;
    const char* file;  // exists when the part is done
    Json (*make)(const PretrainRequest&, const PretrainData&, JobContext&);
};
// In the order of their needs: the autoencoder is judged, the base model works on its latents.
constexpr std::array<Part, 5> kParts{{{"judge", "judge/judge.safetensors", pretrainJudge},
                                      {"clip", "clip/model.safetensors", pretrainClip},
                                      {"vae", "base/vae/diffusion_pytorch_model.safetensors", pretrainAutoencoder},
                                      {"captioner", "captioner/model.safetensors", pretrainCaptioner},
                                      {"base", "base/unet/diffusion_pytorch_model.safetensors", pretrainBase}}};
constexpr std::int64_t kScenes = 24000, kHeldOut = 1500;

bool wanted(const PretrainRequest& request, const Part& part) {
    return request.parts.empty() ||
           std::find(request.parts.begin(), request.parts.end(), part.name) != request.parts.end();
}

}  // namespace

PretrainJob::PretrainJob(PretrainRequest request) : request_(std::move(request)) {
    for (const auto& name : request_.parts)
        if (std::none_of(kParts.begin(), kParts.end(), [&](const Part& part) { return name == part.name; }))
            throw Error(ErrorCode::InvalidOption,
                        "There is no part '" + name + "'; parts are judge, clip, vae, captioner, base.");
}

PretrainJob::~PretrainJob() = default;

void PretrainJob::run(JobContext& context) {
    const ComputeThreads threads(request_.threads);
    ensureDirectory(request_.out);
    const fs::path cardPath = request_.out / "card.json";
    Json card = fs::exists(cardPath) ? readJsonFile(cardPath) : Json{{"seed", request_.seed}};
    card["cutouts"] = demo::SceneRenderer().usesStamps() ? "tuxpaint-stamps" : "drawn shapes";
    const auto scenes = std::max<std::int64_t>(
        400, static_cast<std::int64_t>(static_cast<double>(kScenes) * std::min(1.0, request_.scale * 4)));
    const auto heldOut = std::min(kHeldOut, scenes / 4);
    const auto data = drawPretrainData(scenes, heldOut, static_cast<std::uint64_t>(request_.seed), context);
    for (const auto& part : kParts) {
        if (!wanted(request_, part) || fs::exists(request_.out / part.file)) continue;
        card[part.name] = part.make(request_, data, context);
        context.say(std::string(part.name) + ": " + card[part.name].dump());
        writeJsonFile(cardPath, card);
    }
}

}  // namespace recap
