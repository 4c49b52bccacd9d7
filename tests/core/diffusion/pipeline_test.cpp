// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/pipeline.h"

#include "base/error.h"
#include "pipeline_test.h"
#include "support/golden.h"
#include "support/temp_dir.h"
#include "tensor_io/safetensors.h"

#include <QtTest/QTest>
#include <algorithm>

using namespace recap;

namespace {

struct PipelineCase {
    std::filesystem::path folder;
    Json json, parameters;
    StateDict tensors;
};

std::vector<PipelineCase> everyCase() {
    std::vector<PipelineCase> cases;
    for (const auto& folder : recap::testing::goldenCases("pipeline")) {
        const Json json = recap::testing::goldenCase(folder);
        cases.push_back({folder, json, json["parameters"], loadSafetensors(folder / "tensors.safetensors")});
    }
    return cases;
}

StableDiffusion modelOf(const PipelineCase& c) {
    return StableDiffusion::load(c.folder / c.parameters["model"].get<std::string>());
}

// The same modules under the scheduler configuration of one run.
StableDiffusion withScheduler(StableDiffusion& model, const PipelineCase& c, const Json& run) {
    const auto file = c.parameters["schedulers"][run["scheduler"].get<std::string>()].get<std::string>();
    return StableDiffusion(model.tokenizer(), model.textEncoder(), model.unet(), model.vae(),
                           readSchedulerConfig(c.folder / file));
}

StableDiffusion::Request requestOf(const PipelineCase& c, const Json& run) {
    StableDiffusion::Request request;
    request.prompts = {run["prompt"].get<std::string>()};
    request.negative = run["negative_prompt"].get<std::string>();
    request.steps = c.parameters["num_inference_steps"].get<int>();
    request.guidance = run["guidance_scale"].get<double>();
    request.width = run["width"].get<int>();
    request.height = run["height"].get<int>();
    request.seeds = {run["seed"].get<std::uint64_t>()};
    return request;
}

// The reference gives one tolerance for each guidance scale, "latents_atol_guidance_7.5": the one of this scale, else
// the widest.
double latentsTolerance(const Json& tolerance, double guidance) {
    constexpr std::string_view kPrefix = "latents_atol_guidance_";
    double widest = 0;
    for (const auto& [key, value] : tolerance.items()) {
        if (!key.starts_with(kPrefix)) continue;
        if (std::stod(key.substr(kPrefix.size())) == guidance) return value.get<double>();
        widest = std::max(widest, value.get<double>());
    }
    return widest;
}

double largest(const torch::Tensor& difference) {
    return difference.abs().max().item<double>();
}

#define VERIFY_WITHIN(actual, expected, atol, where)                                                        \
    do {                                                                                                    \
        QVERIFY2((actual).sizes() == (expected).sizes(), (std::string(where) + ": shapes differ").c_str()); \
        const double off = largest((actual) - (expected));                                                  \
        QVERIFY2(off <= (atol), (std::string(where) + " is off by " + std::to_string(off)).c_str());        \
    } while (false)

// For what is not compared with a recording: sizes and channels below are its own.
StableDiffusion tinyModel() {
    return StableDiffusion::load(recap::testing::goldenFixture("pipeline/tiny_sd/model"));
}

StableDiffusion::Request smallRequest() {
    StableDiffusion::Request request;
    request.prompts = {"a red cat", "two dogs in the snow"};
    request.negative = "blurry";
    request.steps = 3;
    request.seeds = {3, 4};
    return request;
}

}  // namespace

void TestPipeline::every_reference_picture_is_reproduced() {
    QVERIFY2(!everyCase().empty(), "no pipeline case found under the golden folder");
    for (const auto& c : everyCase()) {
        auto model = modelOf(c);
        const auto& tolerance = c.json["tolerance"];
        for (const auto& run : c.parameters["runs"]) {
            const auto key = run["key"].get<std::string>();
            auto pipeline = withScheduler(model, c, run);
            std::vector<torch::Tensor> steps;
            const auto drawing = pipeline.draw(requestOf(c, run), [&](const StableDiffusion::Step& step) {
                steps.push_back(step.latents);
                return true;
            });
            const double atol = latentsTolerance(tolerance, run["guidance_scale"].get<double>());
            VERIFY_WITHIN(drawing.latents, c.tensors.at("latents." + key), atol, key + " latents");
            if (c.tensors.contains("latents_all." + key))
                VERIFY_WITHIN(torch::cat(steps), c.tensors.at("latents_all." + key), atol, key + " course");
            if (c.tensors.contains("image." + key))
                VERIFY_WITHIN(drawing.images[0].permute({1, 2, 0}), c.tensors.at("image." + key),
                              tolerance["image_atol"].get<double>(), key + " picture");
        }
    }
}

void TestPipeline::generator_and_text_encoder_equal_the_reference() {
    for (const auto& c : everyCase()) {
        auto model = modelOf(c);
        std::vector<std::uint64_t> seeds;
        std::vector<std::string> texts;
        for (const auto& run : c.parameters["runs"]) {
            const auto seed = run["seed"].get<std::uint64_t>();
            if (std::find(seeds.begin(), seeds.end(), seed) != seeds.end()) continue;
            std::vector<torch::Generator> generators{seededGenerator(seed)};
            const auto expected = c.tensors.at("init_latents." + std::to_string(seeds.size()));
            QVERIFY(torch::equal(noisePerImage(generators, expected.sizes().slice(1)), expected));
            seeds.push_back(seed);
            texts.push_back(run["prompt"].get<std::string>());
        }
        // Rows of the reference: the prompts, the negative prompt, the empty prompt.
        texts.push_back(c.parameters["runs"][0]["negative_prompt"].get<std::string>());
        texts.emplace_back();
        VERIFY_WITHIN(model.encodeTexts(texts), c.tensors.at("prompt_embeds"),
                      c.json["tolerance"]["prompt_embeds_atol"].get<double>(), "prompt_embeds");
    }
}

void TestPipeline::pictures_of_a_batch_equal_pictures_drawn_alone() {
    auto model = tinyModel();
    for (const auto* scheduler : {"ddim", "euler_ancestral"}) {
        auto request = smallRequest();
        request.scheduler = scheduler;
        request.eta = 1;
        const auto both = model.sample(request);
        request.prompts = {request.prompts[1]};
        request.seeds = {request.seeds[1]};
        VERIFY_WITHIN(model.sample(request)[0], both[1], 2e-3, scheduler);
    }
}

void TestPipeline::guidance_of_one_ignores_the_negative_prompt() {
    auto model = tinyModel();
    auto request = smallRequest();
    request.guidance = 1;
    const auto first = model.sample(request);
    request.negative = "something else";
    QVERIFY(torch::equal(model.sample(request), first));
    request.guidance = 5;
    const auto guided = model.sample(request);
    request.negative = "blurry";
    QVERIFY(largest(model.sample(request) - guided) > 1e-6);
}

void TestPipeline::step_callback_counts_and_cancels() {
    auto model = tinyModel();
    auto request = smallRequest();
    request.scheduler = "ddim";
    std::vector<std::pair<int, int>> calls;
    const auto images = model.sample(request, [&](int done, int total) {
        calls.emplace_back(done, total);
        return done < 2;
    });
    QVERIFY(!images.defined());
    QVERIFY((calls == std::vector<std::pair<int, int>>{{1, 3}, {2, 3}}));
}

void TestPipeline::modules_keep_their_training_mode() {
    auto model = tinyModel();
    model.unet()->train();
    model.vae()->eval();
    model.sample(smallRequest());
    QVERIFY(model.unet()->is_training());
    QVERIFY(!model.vae()->is_training());
}

void TestPipeline::picture_to_picture_starts_from_the_picture() {
    auto model = tinyModel();
    auto request = smallRequest();
    request.scheduler = "dpmsolver_2m";
    request.guidance = 1;
    request.steps = 10;
    request.image = torch::rand({1, 3, 48, 64});
    std::vector<torch::Tensor> seen;
    request.strength = 0.3;
    const auto drawing = model.draw(request, [&](const StableDiffusion::Step& step) {
        seen.push_back(step.latents);
        return true;
    });
    QCOMPARE(seen.size(), std::size_t{3});
    QCOMPARE(drawing.images.size(2), 48);
    QCOMPARE(drawing.images.size(3), 64);
    // The start is the encoder's sample plus noise of the step at which drawing begins, in the order of the library.
    auto generator = seededGenerator(request.seeds[0]);
    const auto clean = model.latentsFromImages(request.image, generator);
    const auto noise = torch::randn(clean.sizes(), generator, torch::kFloat32);
    auto scheduler = makeScheduler(model.schedulerConfig(), request.scheduler);
    scheduler->setSteps(request.steps);
    const auto start = scheduler->addNoise(clean, noise, 7);
    const torch::NoGradGuard noGrad;
    const double t = scheduler->timesteps()[7];
    const auto context = model.encodeTexts({request.prompts[0]});
    const auto answer = model.unet()->forward(start, torch::scalar_tensor(t, torch::kFloat32), context);
    VERIFY_WITHIN(seen[0].narrow(0, 0, 1), scheduler->step(answer, 7, start, {}), 1e-3, "first step");
    request.strength = 0;
    QVERIFY_EXCEPTION_THROWN(model.sample(request), Error);
}

void TestPipeline::decoding_in_groups_changes_nothing() {
    auto model = tinyModel();
    const auto latents = torch::randn({3, 4, 6, 8});
    const auto whole = model.imagesFromLatents(latents);
    model.setDecodeBudget(1);
    VERIFY_WITHIN(model.imagesFromLatents(latents), whole, 1e-5, "groups of one");
}

void TestPipeline::half_precision_decoder_that_overflows_is_redone() {
    auto model = tinyModel();
    const auto latents = torch::randn({1, 4, 4, 4});
    const auto expected = model.imagesFromLatents(latents);
    model.vae()->to(torch::kFloat16);
    const auto usual = model.imagesFromLatents(latents);
    VERIFY_WITHIN(usual, expected, 0.05, "half precision that fits");
    QVERIFY(model.vae()->parameters().front().dtype() == torch::kFloat16);
    // Latents beyond the range of float16.
    const auto huge = model.imagesFromLatents(latents * 1e6);
    QVERIFY(model.vae()->parameters().front().dtype() == torch::kFloat32);
    QVERIFY(torch::isfinite(huge).all().item<bool>());
}

void TestPipeline::wrong_requests_are_refused() {
    auto model = tinyModel();
    auto refused = [&](auto&& change) {
        auto request = smallRequest();
        change(request);
        try {
            model.sample(request);
        } catch (const Error& error) {
            return error.code() == ErrorCode::InvalidOption;
        }
        return false;
    };
    QVERIFY(refused([](auto& r) { r.seeds.pop_back(); }));
    QVERIFY(refused([](auto& r) { r.prompts.clear(), r.seeds.clear(); }));
    QVERIFY(refused([](auto& r) { r.width = 30; }));
    QVERIFY(refused([](auto& r) { r.scheduler = "no such sampler"; }));
    QVERIFY(refused([](auto& r) { r.steps = 0; }));
    QVERIFY(refused([](auto& r) { r.image = torch::rand({3, 3, 48, 48}); }));
}

void TestPipeline::an_outdated_scheduler_file_is_corrected_and_said_once() {
    auto model = tinyModel();
    const auto withFile = [&](const Json& file) {
        return StableDiffusion(model.tokenizer(), model.textEncoder(), model.unet(), model.vae(), file);
    };
    Json right = model.schedulerConfig();
    right["_class_name"] = "DDIMScheduler";
    right["timestep_spacing"] = "leading";
    right["steps_offset"] = 1;
    right["clip_sample"] = false;
    Json old = right;
    old["steps_offset"] = 0;
    old.erase("clip_sample");
    auto outdated = withFile(old);
    std::vector<std::string> notices;
    outdated.setNotice([&](const Message& sentence) { notices.push_back(sentence.english()); });
    const auto expected = withFile(right).sample(smallRequest());
    QVERIFY(torch::equal(outdated.sample(smallRequest()), expected));
    QVERIFY(torch::equal(outdated.sample(smallRequest()), expected));
    QCOMPARE(notices.size(), std::size_t{2});
}

void TestPipeline::the_size_of_an_early_version_is_corrected() {
    auto model = tinyModel();
    const auto sizeOf = [&](const Json& version, int side) {
        Json config = model.unet()->config().toJson();
        config["_diffusers_version"] = version;
        config["sample_size"] = side;
        return StableDiffusion(model.tokenizer(), model.textEncoder(),
                               UNet2DCondition(UNet2DConditionConfig::fromJson(config)), model.vae(),
                               model.schedulerConfig())
                   .nativeSize() /
               static_cast<int>(model.scaleFactor());
    };
    QCOMPARE(sizeOf("0.6.0", 32), 64);
    QCOMPARE(sizeOf("0.8.0.dev0", 32), 64);
    QCOMPARE(sizeOf("0.6.0", 96), 96);
    QCOMPARE(sizeOf("0.9.0", 32), 32);
    QCOMPARE(sizeOf("1.2.0", 32), 32);
    QCOMPARE(sizeOf(nullptr, 32), 32);
}

void TestPipeline::a_folder_that_is_no_model_is_refused() {
    recap::testing::TempDir dir;
    QVERIFY_EXCEPTION_THROWN(StableDiffusion::load(dir.path()), Error);
}
