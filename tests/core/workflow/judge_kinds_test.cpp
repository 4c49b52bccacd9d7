// SPDX-License-Identifier: GPL-3.0-or-later
#include "judge_kinds_test.h"

#include "judging_fixture.h"

#include "image/crop.h"
#include "image/decode.h"
#include "image/resize.h"
#include "metrics/clip_scorer.h"
#include "metrics/frechet.h"
#include "metrics/inception_score.h"
#include "metrics/judge_input.h"
#include "metrics/judge_views.h"
#include "models/blip_judges.h"
#include "models/dinov2.h"
#include "models/image_reward.h"
#include "models/inception.h"
#include "tensor_io/image_tensors.h"
#include "tensor_io/load_report.h"
#include "tensor_io/safetensors.h"
#include "text/wordpiece_tokenizer.h"
#include "workflow/judging/detector_judge.h"
#include "workflow/judging/judged_folder.h"
#include "workflow/judging/network_judge_internal.h"
#include "workflow/judging/objects_judge.h"

#include <torch/csrc/jit/api/module.h>
#include <torch/utils.h>

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

// Random weights that keep activations of order one.
Inception randomInception(std::int64_t classes) {
    torch::manual_seed(3);
    Inception network(InceptionForm::Torchvision, classes);
    const torch::NoGradGuard noGrad;
    for (auto& item : network->named_parameters()) {
        auto& values = item.value();
        if (values.dim() == 4)
            values.normal_(0, std::sqrt(2.0 / static_cast<double>(values[0].numel())));
        else
            values.fill_(item.key().ends_with("bn.weight") ? 1.0 : 0.0);
    }
    for (auto& item : network->named_buffers()) item.value().fill_(item.key().ends_with("running_var") ? 1.0 : 0.0);
    network->fc->weight.normal_(0, 0.05);
    network->eval();
    return network;
}

JudgeEntry entryOf(const std::string& kind, const fs::path& path) {
    JudgeEntry entry;
    entry.name = "mine";
    entry.kind = kind;
    entry.path = path;
    entry.device = "cpu";
    return entry;
}

// Finds the same objects in every picture but the second.
class KnownObjects final : public PictureJudge {
public:
    explicit KnownObjects(std::vector<Detection> objects) : objects_(std::move(objects)) {}
    Facts facts(std::string_view) const override { return {"known", "test", "cafe", ""}; }
    std::vector<std::string_view> views() const override { return {views::kObjects}; }
    PromptTruth truth(const PromptItem&) const override { return {}; }
    std::vector<Judgement> judge(std::span<const PictureToJudge> pictures, std::string_view, const std::string&,
                                 JobContext&) override {
        std::vector<Judgement> out(pictures.size());
        for (std::size_t i = 0; i < out.size(); ++i)
            if (i != 1) out[i].boxes = objects_;
        return out;
    }

    std::optional<std::int64_t> keep(std::span<const PictureToJudge> pictures, std::string_view, const std::string&,
                                     JobContext&) override {
        return std::ssize(pictures);
    }

private:
    std::vector<Detection> objects_;
};

torch::Tensor rowsOf(const Judgement& judgement) {
    return torch::tensor(judgement.features).view({static_cast<std::int64_t>(judgement.rows), -1});
}

double farthest(const torch::Tensor& actual, const torch::Tensor& expected) {
    return actual.sizes() == expected.sizes() ? (actual - expected).abs().max().item<double>() : 1e9;
}

// With the interface of NVIDIA's file, and features that a test can compute by itself: means of halves of the picture.
void writeScriptedInception(const fs::path& file) {
    torch::jit::Module layers("Layers");
    layers.define(R"(
def forward(self, x):
    a = x[:, :, :150].mean([2, 3])
    b = x[:, :, 150:].mean([2, 3])
    return torch.cat([a, b], 1).repeat([1, 342])[:, :2048].unsqueeze(2).unsqueeze(3)
)");
    torch::jit::Module network("Inception");
    network.register_module("layers", layers);
    torch::manual_seed(5);
    network.register_parameter("weight", torch::randn({2048, 20}), false);
    network.define(R"(
def forward(self, img, return_features: bool = False, use_fp16: bool = False, no_output_bias: bool = False):
    x = torch.upsample_bilinear2d(img, [299, 299], False)
    features = self.layers.forward((x - 128) / 128).reshape([-1, 2048])
    if return_features:
        return features
    bias = 0 if no_output_bias else 1
    return torch.softmax(torch.matmul(features, self.weight) + bias * torch.arange(20), 1)
)");
    network.save(file.string());
}

torch::Tensor halves(const torch::Tensor& x) {
    const auto means = torch::cat({x.narrow(1, 0, 150).mean({1, 2}), x.narrow(1, 150, 149).mean({1, 2})});
    return means.repeat({342}).narrow(0, 0, 2048);
}

}  // namespace

void JudgeKindsTest::objects_are_cut_out_and_looked_at_one_by_one() {
    const TempDir dir;
    std::vector<fs::path> files;
    for (int i = 0; i < 3; ++i) {
        files.push_back(dir / (std::to_string(i) + ".png"));
        paint(files.back(), static_cast<std::uint64_t>(i));
    }
    auto network = randomInception(80);
    saveSafetensors(dir / "objects.safetensors", stateDictOf(*network));
    const auto judge =
        openObjectsJudge(entryOf("inception_objects", dir / "objects.safetensors"), "beef", dir / "cache");
    // Corners halfway are rounded to even, those outside are moved to the border, and nothing is left of the last two.
    judge->askForObjects(std::make_shared<KnownObjects>(std::vector<Detection>{{{2.5F, 3.5F, 20.4F, 21.5F}, 0.9F, 1},
                                                                               {{-5, 10, 15, 1000}, 0.7F, 2},
                                                                               {{1, 1, 9, 9}, 0.5F, 3},
                                                                               {{4.6F, 4, 5.4F, 9}, 0.8F, 4}}));
    std::vector<PictureToJudge> pictures;
    for (const auto& file : files) pictures.push_back({file});
    RecordingContext context;
    const torch::NoGradGuard noGrad;
    for (const auto& view : {views::kObjectCrops, views::kObjectLogits}) {
        const auto seen = judge->judge(pictures, view, "Judge", context);
        QCOMPARE(seen[1].rows, std::size_t{0});
        for (const std::size_t i : {std::size_t{0}, std::size_t{2}}) {
            const auto image = decodeImage(files[i]);
            std::vector<torch::Tensor> inputs;
            for (const auto& part : {crop(image, 2, 4, 18, 18), crop(image, 0, 10, 15, image.height - 10)})
                inputs.push_back(view == views::kObjectCrops ? tiseInceptionInput(part) : tiseObjectInput(part));
            const auto pooled = network(torch::stack(inputs)).pool2048;
            QCOMPARE(seen[i].rows, std::size_t{2});
            QVERIFY(farthest(rowsOf(seen[i]), view == views::kObjectCrops ? pooled : network->logits(pooled)) <= 1e-4);
        }
    }
    QCOMPARE(judge->facts(views::kObjectCrops).more["detector"].get<std::string>(), std::string("known cafe"));
    // The same picture with other objects is looked at again.
    judge->askForObjects(std::make_shared<KnownObjects>(std::vector<Detection>{{{2, 4, 20, 22}, 0.9F, 1}}));
    QCOMPARE(judge->judge(pictures, views::kObjectCrops, "Judge", context)[0].rows, std::size_t{1});
    // A share that is judged for other processes: the two pictures with objects, once.
    QCOMPARE(judge->keep(pictures, views::kObjectLogits, "Judge", context).value_or(-1), std::int64_t{2});
    QCOMPARE(judge->keep(pictures, views::kObjectLogits, "Judge", context).value_or(-1), std::int64_t{0});
}

void JudgeKindsTest::objects_of_a_judges_file_are_those_of_its_detector() {
    Fixture f(3);
    saveSafetensors(f.dir / "objects.safetensors", stateDictOf(*randomInception(80)));
    f.judges(detrJudge(golden("detr/model")) +
             "[judge.objects]\nkind = \"inception_objects\"\npath = \"objects.safetensors\"\ndetector = \"detr\"\n");
    f.request.metrics = {"o_fid"};
    const auto judges = openJudges(f.request.judges, "cpu", {});
    std::int64_t found = 0;
    std::vector<PictureToJudge> pictures;
    for (const auto& file : picturesBelow(f.dir / "a")) pictures.push_back({file});
    for (const auto& judgement : judges.front()->judge(pictures, views::kObjects, "Judge", f.context))
        found +=
            std::count_if(judgement.boxes.begin(), judgement.boxes.end(), [](const auto& b) { return b.score > 0.5; });
    const auto number = f.run().front();
    QVERIFY(number.card.judge_facts["detector"].get<std::string>().starts_with("detr "));
    QCOMPARE(number.value.undefined.empty(), found >= 2);
    QCOMPARE(number.value.n, found >= 2 ? found : 0);
}

void JudgeKindsTest::nvidias_inception_gives_both_distances_and_the_score() {
    Fixture f(24);
    writeScriptedInception(f.dir / "inception.pt");
    f.judges("[judge.nvidia]\nkind = \"inception_torchscript\"\npath = \"inception.pt\"\n");
    f.request.metrics = {"fid", "fid_tensorflow", "is"};
    const auto numbers = f.run();
    const auto features = [&](const char* folder, bool tensorflow) {
        std::vector<torch::Tensor> rows;
        for (const auto& file : picturesBelow(f.dir / folder)) {
            const auto image = decodeImage(file);
            const auto bytes = bytesFromImage(image).to(torch::kFloat32).unsqueeze(0);
            const auto resized = torch::upsample_bilinear2d(bytes, {299, 299}, false).squeeze(0);
            rows.push_back(halves(tensorflow ? (resized - 128) / 128 : cleanFidInput(image)));
        }
        return torch::stack(rows);
    };
    for (const bool tensorflow : {false, true}) {
        const auto a = features("a", tensorflow), b = features("b", tensorflow);
        const auto& number = find(numbers, tensorflow ? "fid_tensorflow" : "fid");
        QVERIFY(near(number.value.value, frechetDistance(fitFeatures(a), fitFeatures(b)), 1e-3));
        QVERIFY(number.card.resize.starts_with(tensorflow ? "in the network" : "clean-fid"));
    }
    torch::manual_seed(5);
    const auto logits = torch::matmul(features("a", true), torch::randn({2048, 20}));
    QVERIFY(near(find(numbers, "is").value.value, inceptionScore(logits).mean, 1e-4));
}

void JudgeKindsTest::another_torchscript_archive_is_refused() {
    const TempDir dir;
    torch::jit::Module other("Other");
    other.define("def forward(self, x):\n    return x\n");
    other.save((dir / "other.pt").string());
    const auto problem = checkedJudge(entryOf("inception_torchscript", dir / "other.pt")).problem.english();
    QVERIFY2(contains(problem, "mine") && contains(problem, "not NVIDIA's Inception"), problem.c_str());
    const auto clip = goldenFixture("judges/blip_lavis/model_original.pth");
    QVERIFY(
        contains(checkedJudge(entryOf("inception_torchscript", clip)).problem.english(), "not a TorchScript archive"));
}

void JudgeKindsTest::a_counter_counts_what_prompts_ask_for() {
    Fixture f(3);
    torch::jit::Module counter("Counter");
    // Red and blue on the scale of the judges file: (x / 255 - mean) / std.
    counter.define("def forward(self, x):\n    m = x.mean([2, 3])\n    return torch.stack([m[:, 0], m[:, 2]], 1)\n");
    counter.save((f.dir / "counter.pt").string());
    f.judges(detrJudge(golden("detr/model")) +
             "[judge.counter]\nkind = \"counter_torchscript\"\npath = \"counter.pt\"\nlabels = [\"car\", \"dog\"]\n"
             "size = [40, 24]\nmean = [0, 0, 0.1]\nstd = [0.1, 1, 0.2]\n");
    std::string set;
    for (int i = 0; i < 3; ++i)
        set += line(i, "cars and dogs " + std::to_string(i), R"({"counts": {"car": 4, "dog": 1}})");
    f.prompts(set);
    f.request.metrics = {"ca"};
    const auto number = f.run().front();
    QCOMPARE(number.card.judge, std::string("counter"));  // though the detector comes first
    double mean = 0;
    for (int i = 0; i < 3; ++i) {
        const auto image =
            resizeImage(decodeImage(f.dir / "a" / (std::to_string(i) + ".png")), 40, 24, Filter::Bilinear);
        const auto shares = bytesFromImage(image).to(torch::kFloat64).div(255).mean({1, 2});
        const double cars = std::nearbyint(shares[0].item<double>() / 0.1);
        const double dogs = std::nearbyint((shares[2].item<double>() - 0.1) / 0.2);
        mean += std::sqrt(((cars - 4) * (cars - 4) + (dogs - 1) * (dogs - 1)) / 2) / 3;
    }
    QVERIFY(near(number.value.value, mean, 1e-9));
    f.prompts(line(0, "zebras", R"({"counts": {"zebra": 2}})") + line(1, "a", "{}") + line(2, "b", "{}"));
    QCOMPARE(f.run().front().value.undefined.english(),
             std::string("the judge does not know these classes that prompts name: zebra"));
}

void JudgeKindsTest::a_counter_with_other_outputs_than_labels_is_refused() {
    const TempDir dir;
    torch::jit::Module counter("Counter");
    counter.define("def forward(self, x):\n    return x.mean([2, 3])\n");
    counter.save((dir / "counter.pt").string());
    auto entry = entryOf("counter_torchscript", dir / "counter.pt");
    entry.counter.labels = {"car", "dog"};
    QVERIFY(contains(checkedJudge(entry).problem.english(), "numbers of shape [1, 3] for a picture"));
    entry.counter.labels.emplace_back("cat");
    QVERIFY(checkedJudge(entry).problem.empty());
}

void JudgeKindsTest::image_reward_is_the_mean_of_its_scores() {
    Fixture f(3);
    torch::manual_seed(7);
    BlipConfig config;
    config.vision_config = {.hidden_size = 64,
                            .intermediate_size = 80,
                            .num_hidden_layers = 1,
                            .num_attention_heads = 1,
                            .image_size = 32,
                            .patch_size = 16,
                            .layer_norm_eps = 1e-6};
    config.text_config.hidden_size = config.text_config.encoder_hidden_size = 64;
    config.text_config.intermediate_size = 96;
    config.text_config.num_hidden_layers = 1;
    config.text_config.num_attention_heads = 1;
    ImageReward network(config);
    network->eval();
    StateDict weights;
    for (const auto& [name, tensor] : stateDictOf(*network)) {
        const bool blip = !name.starts_with("mlp.");
        weights[blip ? "blip." + name : name] = tensor;
    }
    saveSafetensors(f.dir / "reward.safetensors", weights);
    f.judges("[judge.reward]\nkind = \"image_reward\"\npath = \"reward.safetensors\"\n");
    const std::string longText = "a very long prompt " + std::string(300, 'x') +
                                 " that goes on and on and on and on and on and on "
                                 "and on and on and on and on and on and on and on and on and on and on";
    f.prompts(line(0, "a red car", "{}") + line(1, longText, "{}") + line(2, "two dogs", "{}"));
    const auto number = f.run().front();
    QCOMPARE(number.value.name, std::string("imagereward"));
    const auto words = WordPieceTokenizer::fromFolder(resourceDirectory() / "vocab/bert");
    const torch::NoGradGuard noGrad;
    double mean = 0;
    const std::string texts[] = {"a red car", longText, "two dogs"};
    for (int i = 0; i < 3; ++i) {
        const auto ids = torch::tensor(words.encode(texts[i], 35)).unsqueeze(0);
        QVERIFY(ids.size(1) <= 35 && ids[0][0].item<std::int64_t>() == words.clsId());
        const auto pixels = openClipInput(decodeImage(f.dir / "a" / (std::to_string(i) + ".png")), 32).unsqueeze(0);
        mean += network(pixels, ids, torch::ones_like(ids)).item<double>() / 3;
    }
    QVERIFY(near(number.value.value, mean, 1e-4));
    QCOMPARE(number.card.judge_facts["tokens"].get<int>(), 35);
}

// On the CPU, whose half precision shows whether every operation of a network agrees with its neighbours about the
// type.
void JudgeKindsTest::networks_compute_in_half_precision() {
    const torch::NoGradGuard noGrad;
    const auto agree = [](const torch::Tensor& half, const torch::Tensor& whole) {
        const auto difference = half.to(torch::kFloat32) - whole;
        return half.isfinite().all().item<bool>() &&
               difference.norm().item<double>() < 0.02 * whole.norm().item<double>();
    };
    torch::manual_seed(4);
    const auto pictures = torch::randn({2, 3, 112, 112});
    auto inception = randomInception(80);
    const auto pooled = inception(pictures).pool2048;
    inception->to(torch::kFloat16);
    QVERIFY(agree(inception(pictures.to(torch::kFloat16)).pool2048, pooled));

    auto dino = loadDinov2(golden("dinov2/model"));
    const auto token = dino(pictures, PositionRule::Original).pooler_output;
    dino->to(torch::kFloat16);
    QVERIFY(agree(dino(pictures.to(torch::kFloat16), PositionRule::Original).pooler_output, token));

    auto clip = ClipScorer::load(resourceDirectory() / "demo/clip");
    const auto side = clip.side();
    const std::vector<torch::Tensor> pixels{torch::randn({3, side, side})};
    const auto image = clip.imageFeatures(pixels), text = clip.embedTexts({"two apples"});
    const double scale = clip.logitScale();
    clip.useType(torch::kFloat16);
    QVERIFY(agree(clip.imageFeatures(pixels), image));
    QVERIFY(agree(clip.embedTexts({"two apples"}), text));
    QCOMPARE(clip.logitScale(), scale);

    auto blip = loadBlipMatcher(golden("blip_itm/model"));
    const auto blipSide = blip->config().vision_config.image_size;
    const auto photo = torch::randn({1, 3, blipSide, blipSide});
    const auto ids = torch::tensor({5, 6, 7, 0}, torch::kInt64).unsqueeze(0), mask = ids.ne(0).to(torch::kInt64);
    const auto logits = blip->matchLogits(blip->encodeImage(photo), ids, mask);
    blip->to(torch::kFloat16);
    QVERIFY(agree(blip->matchLogits(blip->encodeImage(photo.to(torch::kFloat16)), ids, mask), logits));
}

namespace {

// Sees the number of each picture, and fails for more than `most` at once.
NetworkView small(std::size_t most, std::vector<std::size_t>& batches) {
    NetworkView view;
    view.look = [most, &batches](const std::vector<torch::Tensor>& inputs, std::span<const PictureToJudge>,
                                 std::span<const std::array<int, 2>> sizes) {
        TORCH_CHECK_WITH(OutOfMemoryError, inputs.size() <= most, "CUDA out of memory.");
        batches.push_back(inputs.size());
        std::vector<Judgement> out(inputs.size());
        for (std::size_t i = 0; i < out.size(); ++i) out[i].counts["number"] = inputs[i].item<double>() + sizes[i][0];
        return out;
    };
    return view;
}

}  // namespace

void JudgeKindsTest::a_batch_that_memory_does_not_hold_is_halved() {
    std::vector<std::size_t> batches;
    const auto view = small(3, batches);
    std::vector<torch::Tensor> inputs;
    std::vector<PictureToJudge> pictures(11);
    std::vector<std::array<int, 2>> sizes;
    for (int i = 0; i < 11; ++i) {
        inputs.push_back(torch::tensor(i));
        sizes.push_back({100 * i, 0});
    }
    std::size_t most = 11;
    const auto seen = lookWithinMemory(view, inputs, pictures, sizes, most);
    QCOMPARE(most, std::size_t{2});  // 11, 5, 2
    QCOMPARE(batches, (std::vector<std::size_t>{2, 2, 2, 2, 2, 1}));
    for (std::size_t i = 0; i < 11; ++i) QCOMPARE(seen[i].counts.at("number"), 101.0 * static_cast<double>(i));
}

void JudgeKindsTest::one_picture_that_memory_does_not_hold_is_an_error() {
    std::vector<std::size_t> batches;
    const auto view = small(0, batches);
    const std::vector<PictureToJudge> pictures{{"large.png"}, {"small.png"}};
    const std::vector<std::array<int, 2>> sizes(2);
    std::size_t most = 2;
    try {
        lookWithinMemory(view, {torch::tensor(1), torch::tensor(2)}, pictures, sizes, most);
        QFAIL("memory held it");
    } catch (const Error& error) {
        QVERIFY(error.code() == ErrorCode::OutOfMemory && contains(error.what(), "large.png"));
    }
}
