// SPDX-License-Identifier: GPL-3.0-or-later
//
// A project with the pictures of the golden BLIP case, and a short training of its captioner.
#pragma once

#include "base/hash.h"
#include "image/decode.h"
#include "support/golden.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "workflow/captioning/caption_train_job.h"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace recap::testing {

namespace fs = std::filesystem;

inline fs::path goldenCaptioner() {
    return goldenRoot() / "blip/captioning";
}

// In the order of the golden case.
struct CaptionFixture {
    TempDir dir;
    std::shared_ptr<Project> project = Project::create(dir / "p.recap");
    fs::path model = goldenCaptioner() / "model";
    std::vector<ImageId> images;

    CaptionFixture() {
        const Json pictures = goldenCase(goldenCaptioner())["parameters"]["images"];
        for (const auto& picture : pictures) add(goldenFile(goldenCaptioner(), picture.get<std::string>()));
    }
    ImageId add(const fs::path& source) {
        const auto path = dir / (std::to_string(images.size()) + ".png");
        fs::copy_file(source, path);
        fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
        const auto info = probeImage(path);
        const auto image = project->images().add(
            {.path = path.string(), .sha256 = sha256File(path), .width = info.width, .height = info.height});
        images.push_back(image.id);
        return image.id;
    }
    void caption(std::size_t image, const std::string& source, const std::string& text,
                 CaptionStatus status = CaptionStatus::New) {
        project->captions().addVersion({images.at(image), source, text, status, "a person"});
    }
    std::string text(std::size_t image, const std::string& source) {
        const auto current = project->captions().current(images.at(image), source);
        return current ? current->text : "(none)";
    }
    std::size_t versions(std::size_t image, const std::string& source) {
        return project->captions().history(images.at(image), source).size();
    }
};

inline CaptionTrainRequest captionTraining(const fs::path& model, std::int64_t steps) {
    CaptionTrainRequest request;
    request.name = "own";
    request.options.base = model.string();
    request.options.max_steps = steps;
    request.options.batch_size = 6;
    request.options.learning_rate = 5e-3;
    request.options.label_smoothing = 0;
    request.options.warmup_steps = 10;
    request.options.validation_share = 0;
    request.options.weight_decay = 0;
    request.options.threads = 1;
    request.options.device = "cpu";
    return request;
}

inline std::string failureOf(const JobOutcome& outcome) {
    const auto* failed = std::get_if<Failed>(&outcome);
    return failed != nullptr ? failed->message : std::string();
}

}  // namespace recap::testing
