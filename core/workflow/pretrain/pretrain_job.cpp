// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/pretrain/pretrain_job.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "demo/renderer.h"
#include "workflow/pretrain/pretrain_autoencoder_internal.h"
#include "workflow/pretrain/pretrain_base_internal.h"
#include "workflow/pretrain/pretrain_captioner_internal.h"
#include "workflow/pretrain/pretrain_clip_internal.h"
#include "workflow/pretrain/pretrain_judge_internal.h"
#include "workflow/project/threads.h"

#include <algorithm>
#include <array>
#include <map>

namespace fs = std::filesystem;

namespace recap {
namespace {

struct Part {
    const char* name;
    const char* file;  // exists when the part is done
    PretrainScenes scenes;
    Json (*make)(const PretrainRequest&, const PretrainData&, JobContext&);
};
// In the order of their needs: the autoencoder is judged, the base model works on its latents.
constexpr std::array<Part, 5> kParts{
    {{"judge", "judge/judge.safetensors", PretrainScenes::All, pretrainJudge},
     {"clip", "clip/model.safetensors", PretrainScenes::Training, pretrainClip},
     {"vae", "base/vae/diffusion_pytorch_model.safetensors", PretrainScenes::All, pretrainAutoencoder},
     {"captioner", "captioner/model.safetensors", PretrainScenes::Training, pretrainCaptioner},
     {"base", "base/unet/diffusion_pytorch_model.safetensors", PretrainScenes::Training, pretrainBase}}};
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
                        message("There is no part '%1'; parts are judge, clip, vae, captioner, base.", name));
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
    std::map<PretrainScenes, PretrainData> drawn;
    for (const auto& part : kParts) {
        if (!wanted(request_, part) || fs::exists(request_.out / part.file)) continue;
        if (!drawn.contains(part.scenes))
            drawn.emplace(part.scenes, drawPretrainData(part.scenes, scenes, heldOut,
                                                        static_cast<std::uint64_t>(request_.seed), context));
        card[part.name] = part.make(request_, drawn.at(part.scenes), context);
        card[part.name]["scenes"] = part.scenes == PretrainScenes::All ? "all" : "without held-out combinations";
        context.say(message("%1: %2", part.name, card[part.name].dump()));
        writeJsonFile(cardPath, card);
    }
}

}  // namespace recap
