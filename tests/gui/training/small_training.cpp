// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/small_training.h"

#include "image/encode.h"
#include "support/golden.h"
#include "support/recording_context.h"
#include "workflow/dataset/import_job.h"
#include "workflow/training/train_job.h"

namespace recap::testing {

std::shared_ptr<Project> pictureProject(const TempDir& dir) {
    for (int i = 0; i < 4; ++i) {
        const auto stem = (dir / "pictures" / std::to_string(i)).string();
        writeBytes(stem + ".png", encodePng(ImageBuffer(64, 64, 3, static_cast<std::uint8_t>(60 * i))));
        writeBytes(stem + ".txt", "a plain picture");
    }
    auto project = Project::create(dir / "load.recap");
    RecordingContext context;
    ImportJob job(project, {.path = dir / "pictures"});
    runToOutcome(job, context);
    return project;
}

Json trainingValues(int steps) {
    DiffusionTrainOptions options;
    options.model = goldenFixture("pipeline/tiny_sd/model").string();
    options.resolution = 64;
    options.batch_size = 4;
    options.max_steps = steps;
    options.save_every = 1'000'000;
    options.sample_every = 0;
    options.learning_rate = 1e-4;
    options.threads = 1;
    options.device = "cpu";
    return optionsToJson(options);
}

}  // namespace recap::testing
