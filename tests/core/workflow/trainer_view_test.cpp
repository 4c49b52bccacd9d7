// SPDX-License-Identifier: GPL-3.0-or-later
#include "trainer_view_test.h"

#include "weight_layouts_test.h"

#include "base/random.h"
#include "image/encode.h"
#include "models/model_folder.h"
#include "run_provenance_test.h"
#include "support/golden.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "support/test_main.h"
#include "train/batch_source.h"
#include "workflow/dataset/import_job.h"
#include "workflow/training/trainer_view.h"
#include "workflow/training/training_data_internal.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

// Pictures of three shapes with a short and a long caption each; the last one has a short one only.
struct Fixture {
    explicit Fixture(int pictures = 6) {
        Random random(3);
        for (int i = 0; i < pictures; ++i) {
            ImageBuffer image(i % 3 == 1 ? 72 : 40, i % 3 == 2 ? 64 : 44);
            for (auto& byte : image.pixels) byte = static_cast<std::uint8_t>(random.below(256));
            writeBytes(dir / "pictures" / (std::to_string(i) + ".png"), encodePng(image));
        }
        RecordingContext context;
        ImportJob job(project, {.path = dir / "pictures"});
        runToOutcome(job, context);
        images = project->images().list();
        for (std::size_t i = 0; i < images.size(); ++i) {
            const auto number = std::to_string(i);
            add(images[i].id, "recap_short", "picture " + number);
            if (i + 1 < images.size()) add(images[i].id, "recap_long", "a long text about picture " + number);
        }
        options.model = goldenFixture("pipeline/tiny_sd/model").string();
        options.resolution = 32;
        options.batch_size = 3;
        options.max_steps = 40;
        options.device = "cpu";
        options.caption_source = "mix";
    }
    void add(ImageId image, const char* source, const std::string& text,
             CaptionStatus status = CaptionStatus::New) const {
        project->captions().addVersion({.image = image, .source = source, .text = text});
        if (status != CaptionStatus::New) project->captions().setStatus(image, source, status);
    }

    TempDir dir;
    std::shared_ptr<Project> project = Project::create(dir / "p.recap");
    std::vector<ImageRecord> images;
    DiffusionTrainOptions options;
};

// Mean latents of what the view says the trainer sees.
torch::Tensor encoded(AutoencoderKL& vae, const ImageRecord& image, const TrainerView& view, bool mirrored) {
    const auto pixels = trainerCrop(image.path, view.size, mirrored);
    const auto bytes = torch::tensor(std::vector<std::uint8_t>(pixels.pixels))
                           .view({pixels.height, pixels.width, 3})
                           .permute({2, 0, 1})
                           .to(torch::kFloat32);
    return vae->scaledFromLatents(vae->encode((bytes / 255.0 * 2 - 1).unsqueeze(0)).mean)[0];
}

}  // namespace

void TrainerViewTest::crop_mirroring_and_caption_are_those_of_the_batches_of_a_run() {
    Fixture f;
    f.options.aspect_buckets = true;
    f.options.random_flip = true;
    f.options.caption_dropout = 0.3;
    f.options.validation_images = 1;
    const torch::NoGradGuard noGrad;
    const fs::path model = f.options.model;
    const auto tokenizer = ClipTokenizer::fromFolder(model / "tokenizer");
    RecordingContext context;
    auto data = collectTrainingData(*f.project, f.options, tokenizer, context);
    // Without their spread the latents of a batch are those of the crop itself.
    for (auto& bucket : data.buckets) {
        bucket.stddev.zero_();
        bucket.mirrored_stddev.zero_();
    }
    DrawnBatches batches(data.buckets, captionChooser(data.captions, tokenizer.encode(""), f.options), 1000, f.options);
    auto vae = loadVae(model / "vae");
    int seen = 0, mirrored = 0, dropped = 0, longer = 0, heldOut = 0;
    for (const auto& image : f.images) {
        const auto view = trainerViewOf(*f.project, image.id, f.options, 6);
        if (!view.used()) {
            QCOMPARE(view.refusals, std::vector{TrainerRefusal::HeldOut});
            ++heldOut;
            continue;
        }
        QCOMPARE(view.images, std::int64_t{5});
        QCOMPARE(view.visits.size(), std::size_t{6});
        for (const auto& visit : view.visits) {
            const auto latents = encoded(vae, image, view, visit.mirrored);
            auto ids = tokenizer.encode("");
            for (const auto& caption : view.captions)
                if (caption.source == visit.source) ids = caption.ids;
            const auto batch = batches.batch(visit.step - 1);
            bool found = false;
            for (std::int64_t row = 0; row < batch.latents.size(0); ++row)
                found = found || (batch.latents[row].sizes() == latents.sizes() &&
                                  torch::allclose(batch.latents[row], latents, 1e-4, 1e-4) &&
                                  torch::equal(batch.inputIds[row], torch::tensor(ids, torch::kInt64)));
            QVERIFY2(found, image.path.c_str());
            ++seen;
            mirrored += visit.mirrored;
            dropped += visit.source.empty();
            longer += visit.source == "recap_long";
        }
    }
    QCOMPARE(heldOut, 1);
    QCOMPARE(seen, 30);
    // The draws differ, so that a view that always said the same would have failed.
    QVERIFY(mirrored > 0 && mirrored < seen && dropped > 0 && longer > 0 && dropped + longer < seen);
}

void TrainerViewTest::a_caption_that_is_too_long_says_where_the_text_encoder_stops() {
    Fixture f(2);
    std::string text;
    for (int i = 0; i < 100; ++i) text += (i == 0 ? "dog" : " dog");
    f.add(f.images[0].id, "recap_short", text);
    f.options.caption_source = "recap_short";
    f.options.model.clear();  // the vocabulary of Stable Diffusion 1
    f.options.caption_dropout = 0.25;
    const auto view = trainerViewOf(*f.project, f.images[0].id, f.options);
    QVERIFY(view.used());
    QVERIFY(view.visits.empty());
    QCOMPARE(view.captions.size(), std::size_t{1});
    QCOMPARE(view.captions[0].share, 0.75);
    QCOMPARE(view.captions[0].tokens, std::size_t{100});
    QCOMPARE(view.captions[0].cut_byte, std::size_t{75 * 4});
    QCOMPARE(view.captions[0].ids.size(), std::size_t{77});
    const auto json = trainerViewToJson(view, f.options);
    QCOMPARE(json.at("captions")[0].at("read").get<std::string>(), text.substr(0, 300));
    QVERIFY(json.at("used").get<bool>());
}

void TrainerViewTest::an_image_that_is_not_used_says_every_reason() {
    Fixture f(4);
    f.options.caption_source = "recap_long";
    const auto refusals = [&](std::size_t image) {
        return trainerViewOf(*f.project, f.images[image].id, f.options, 1).refusals;
    };
    QVERIFY(refusals(0).empty());
    QCOMPARE(refusals(3), std::vector{TrainerRefusal::NoCaption});
    f.project->captions().setStatus(f.images[1].id, "recap_long", CaptionStatus::Rejected);
    QCOMPARE(refusals(1), std::vector{TrainerRefusal::CaptionRejected});
    f.options.filter = "source:recap_long picture 1";
    QCOMPARE(refusals(0), std::vector{TrainerRefusal::FilteredOut});
    f.options.filter.clear();
    f.options.accepted_only = true;
    QCOMPARE(refusals(0), std::vector{TrainerRefusal::CaptionNotAccepted});
    f.options.accepted_only = false;
    writeBytes(f.images[2].path, "no picture");
    QCOMPARE(refusals(2), std::vector{TrainerRefusal::Unreadable});
    fs::remove(f.images[3].path);
    QCOMPARE(refusals(3), (std::vector{TrainerRefusal::NoCaption, TrainerRefusal::FileMissing}));
    QCOMPARE(refusalText(TrainerRefusal::NoCaption, f.options), std::string("it has no caption of recap_long"));
}

void TrainerViewTest::a_crop_region_covers_the_middle_of_the_picture() {
    const auto wide = cropRegion(200, 100, {50, 50});
    QCOMPARE(wide.x, 50.0);
    QCOMPARE(wide.y, 0.0);
    QCOMPARE(wide.width, 100.0);
    QCOMPARE(wide.height, 100.0);
    QCOMPARE(wide.scale, 0.5);
    const auto tall = cropRegion(100, 300, {64, 96});
    QVERIFY(std::abs(tall.width - 100) < 1e-9);
    QVERIFY(std::abs(tall.height - 150) < 1);
    QVERIFY(std::abs(tall.y - 75) < 1);
    QCOMPARE(cropRegion(20, 20, {40, 40}).scale, 2.0);
}

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    return recap::testing::runAll<TrainerViewTest, RunProvenanceTest, WeightLayoutsTest>(argc, argv);
}
