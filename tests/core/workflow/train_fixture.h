// SPDX-License-Identifier: GPL-3.0-or-later
//
// A project of seven small pictures and a training of a tiny Stable Diffusion on them.
#pragma once

#include "base/random.h"
#include "image/encode.h"
#include "support/golden.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "workflow/dataset/import_job.h"
#include "workflow/training/train_job.h"

#include <filesystem>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace recap::testing {

namespace fs = std::filesystem;

inline fs::path tinyModel() {
    return goldenFixture("pipeline/tiny_sd/model");
}

inline void writePictures(const fs::path& folder, int count) {
    Random random(7);
    for (int i = 0; i < count; ++i) {
        ImageBuffer image(i % 3 == 1 ? 64 : 40, i % 3 == 2 ? 64 : 40);
        for (auto& byte : image.pixels) byte = static_cast<std::uint8_t>(random.below(256));
        const std::string stem = (folder / std::to_string(i)).string();
        writeBytes(stem + ".png", encodePng(image));
        writeBytes(stem + ".txt", "a picture with the number " + std::to_string(i));
    }
}

struct Fixture {
    explicit Fixture(int pictures = 7) {
        writePictures(dir / "pictures", pictures);
        RecordingContext context;
        ImportJob job(project, {.path = dir / "pictures"});
        runToOutcome(job, context);
    }
    TempDir dir;
    std::shared_ptr<Project> project = Project::create(dir / "p.recap");
};

inline DiffusionTrainOptions tinyOptions() {
    DiffusionTrainOptions o;
    o.model = tinyModel().string();
    o.resolution = 32;
    o.batch_size = 2;
    o.gradient_accumulation = 2;
    o.max_steps = 12;
    o.learning_rate = 1e-3;
    o.save_every = 4;
    o.sample_every = 0;
    o.threads = 1;
    o.device = "cpu";
    return o;
}

struct Ran {
    JobOutcome outcome;
    RunId run;
    std::string checkpoint;
    std::string failure() const {
        const auto* failed = std::get_if<Failed>(&outcome);
        return failed != nullptr ? failed->message : std::string();
    }
};

inline Ran train(const std::shared_ptr<Project>& project, TrainRequest request, RecordingContext& context) {
    TrainJob job(project, std::move(request));
    Ran ran{runToOutcome(job, context), job.runId(), job.checkpoint()};
    return ran;
}

inline Ran train(const std::shared_ptr<Project>& project, TrainRequest request) {
    RecordingContext context;
    return train(project, std::move(request), context);
}

inline std::vector<std::string> linesOf(const fs::path& file) {
    std::vector<std::string> lines;
    std::istringstream in(readBytes(file));
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

}  // namespace recap::testing
