// SPDX-License-Identifier: GPL-3.0-or-later
#include "detr_test.h"

#include "base/error.h"
#include "judge_cases.h"
#include "metrics/detections.h"
#include "models/detr.h"
#include "nn/initialisers.h"
#include "tensor_io/detr_names.h"
#include "tensor_io/load_report.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <QtTest/QTest>

#include <cmath>

using namespace recap;
using recap::testing::GoldenTensors;
using recap::testing::judgeCases;

namespace {

constexpr const char* kBackbone = "model.backbone.conv_encoder.model.";

StateDict listed(const Json& keys) {
    StateDict out;
    for (const auto& item : keys.items())
        out[item.key()] =
            torch::empty(item.value().get<std::vector<std::int64_t>>(), torch::TensorOptions().device(torch::kMeta));
    return out;
}

Detr fullSize(const StateDict& weights) {
    DetrConfig config;
    config.backbone = resNetSizesByShapes(weights, kBackbone, "list");
    return Detr(config, 92);
}

double farthest(const torch::Tensor& actual, const torch::Tensor& expected) {
    return actual.sizes() == expected.sizes() ? (actual - expected).abs().max().item<double>() : 1e9;
}

DetectorTensor viewOf(const torch::Tensor& tensor) {
    return {{tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())}, tensor.sizes().vec()};
}

}  // namespace

void DetrTest::keys_and_shapes_of_detr_r50_are_the_published_ones() {
    const nn::InitScope scope(nn::InitMode::Meta);
    QVERIFY(!judgeCases("detr").empty());
    for (const auto& golden : judgeCases("detr")) {
        const Json list = readJsonFile(golden.folder / "keys_detr_r50.json");
        const auto weights = withCurrentDetrNames(listed(list["keys"]));
        const auto report = compareWithModule(*fullSize(weights), weights);
        QVERIFY2(report.clean(), describeReport(report, verbatim("list")).english().c_str());
    }
}

void DetrTest::both_revisions_have_the_same_backbone() {
    const nn::InitScope scope(nn::InitMode::Meta);
    for (const auto& golden : judgeCases("detr")) {
        const Json list = readJsonFile(golden.folder / "keys_detr_r50.json");
        auto other = listed(list["backbone_keys_of_the_no_timm_revision"]);
        for (const auto& [name, tensor] : listed(list["keys"]))
            if (!name.starts_with(kBackbone)) other[name] = tensor;
        const auto weights = withCurrentDetrNames(other);
        const auto report = compareWithModule(*fullSize(weights), weights);
        QVERIFY2(report.clean(), describeReport(report, verbatim("list")).english().c_str());
    }
}

void DetrTest::every_stage_equals_the_reference() {
    const torch::NoGradGuard noGrad;
    for (const auto& golden : judgeCases("detr")) {
        Detr model = loadDetr(golden.model());
        const auto out = model(golden["pixel_values"], golden["pixel_mask"].to(torch::kBool));
        QVERIFY(farthest(out.features, golden["backbone_layer4"]) <= 2e-4);
        QVERIFY(torch::equal(out.feature_mask, golden["mask_small"].to(torch::kBool)));
        QVERIFY(farthest(out.positions, golden["position_embedding"]) <= 2e-5);
        QVERIFY(farthest(out.encoded, golden["encoder_last_hidden_state"]) <= 2e-4);
        QVERIFY(farthest(out.decoded, golden["last_hidden_state"]) <= 2e-4);
        QVERIFY(farthest(out.logits, golden["logits"]) <= 5e-4);
        QVERIFY(farthest(out.pred_boxes, golden["pred_boxes"]) <= 1e-4);
    }
}

void DetrTest::a_picture_alone_needs_no_mask() {
    const torch::NoGradGuard noGrad;
    for (const auto& golden : judgeCases("detr")) {
        Detr model = loadDetr(golden.model());
        const auto size = golden.info["expected"]["resized_small"][0].get<std::vector<std::int64_t>>();
        const auto first = golden["pixel_values"].narrow(0, 0, 1).narrow(2, 0, size[0]).narrow(3, 0, size[1]);
        const auto out = model(first);
        QVERIFY(farthest(out.logits, golden["solo.logits"]) <= 5e-4);
        QVERIFY(farthest(out.pred_boxes, golden["solo.pred_boxes"]) <= 1e-4);
    }
}

void DetrTest::detections_are_those_of_the_reference() {
    for (const auto& golden : judgeCases("detr")) {
        const Json& expected = golden.info["expected"];
        const auto logits = golden["logits"], boxes = golden["pred_boxes"];
        for (std::int64_t i = 0; i < logits.size(0); ++i) {
            const Json& rows = expected["detections"][static_cast<std::size_t>(i)];
            const Json& size = expected["target_sizes_height_width"][static_cast<std::size_t>(i)];
            const auto picture = logits[i].contiguous(), places = boxes[i].contiguous();
            const auto got = detrDetections(viewOf(picture), viewOf(places), size[1].get<int>(), size[0].get<int>(),
                                            expected["threshold"].get<double>());
            QCOMPARE(got.size(), rows["scores"].size());
            for (std::size_t k = 0; k < got.size(); ++k) {
                QCOMPARE(got[k].label, rows["labels"][k].get<int>());
                QVERIFY(std::abs(got[k].score - rows["scores"][k].get<double>()) < 1e-5);
                for (std::size_t c = 0; c < 4; ++c)
                    QVERIFY(std::abs(got[k].box[c] - rows["boxes"][k][c].get<double>()) < 0.01);
            }
        }
    }
}

void DetrTest::names_of_labels_come_from_the_configuration() {
    const auto config = DetrConfig::fromJson({{"id2label", {{"1", "person"}, {"3", "car"}}}});
    QVERIFY(config.labels == (std::vector<std::string>{"", "person", "", "car"}));
    QVERIFY_THROWS_EXCEPTION(Error, DetrConfig::fromJson({{"id2label", {{"-1", "person"}}}}));
    QVERIFY_THROWS_EXCEPTION(Error, DetrConfig::fromJson({{"id2label", {{"1", 5}}}}));
    QVERIFY_THROWS_EXCEPTION(Error, DetrConfig::fromJson({{"dilation", true}}));
}
