// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/pretrain/pretrain_data_internal.h"

#include "demo/grammar.h"
#include "demo/held_out.h"
#include "demo/renderer.h"
#include "demo/tiny_models.h"
#include "image/crop.h"
#include "tensor_io/image_tensors.h"

#include <algorithm>

namespace recap {
namespace {

// A share of the scenes is drawn with the simple shapes, so that the demo also works where the cut-outs are missing.
constexpr double kShapeShare = 0.1;
constexpr int kDrawSide = 128;

}  // namespace

PretrainData drawPretrainData(PretrainScenes kind, std::int64_t count, std::int64_t heldOut, std::uint64_t seed,
                              JobContext& context) {
    const demo::SceneRenderer stamps, shapes("");
    PretrainData data;
    data.held_out = heldOut;
    data.images = torch::empty({count, 3, demo::kImageSide, demo::kImageSide}, torch::kUInt8);
    Random random(deriveSeed(seed, "pretrain-scenes"));
    for (std::int64_t i = 0; i < count; ++i) {
        data.scenes.push_back(kind == PretrainScenes::All ? demo::drawScene(random) : demo::drawTrainingScene(random));
        data.altTexts.push_back(demo::altText(data.scenes.back(), random).text);
        const bool asShapes = random.chance(kShapeShare);
        const auto large = (asShapes ? shapes : stamps).render(data.scenes.back(), kDrawSide);
        const auto small = squareCrop(large, static_cast<int>(demo::kImageSide), Filter::Lanczos);
        data.images[i].copy_(bytesFromImage(small));
        if (i % 200 == 0) {
            context.pausePoint();
            context.report({"scenes", i, count});
        }
    }
    return data;
}

std::int64_t scaledSteps(const PretrainRequest& request, std::int64_t full) {
    return std::max<std::int64_t>(2, static_cast<std::int64_t>(static_cast<double>(full) * request.scale));
}

}  // namespace recap
