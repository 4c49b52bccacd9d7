// SPDX-License-Identifier: GPL-3.0-or-later
//
// Trainings of a captioner that take seconds.
#pragma once

#include "caption_fixture.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace recap::testing {

// Captions for all pictures, and a captioner with dropout, whose random numbers must continue as well.
struct Study : CaptionFixture {
    Study() {
        fs::copy(model, dir / "base", fs::copy_options::recursive);
        model = dir / "base";
        for (const auto& entry : fs::recursive_directory_iterator(model))
            fs::permissions(entry.path(), fs::perms::owner_write, fs::perm_options::add);
        Json config = readJsonFile(model / "config.json");
        config["text_config"]["hidden_dropout_prob"] = 0.1;
        writeJsonFile(model / "config.json", config);
        for (std::size_t i = 0; i < images.size(); ++i) {
            caption(i, "human_short", i % 2 == 0 ? "two dogs" : "a red bus");
            caption(i, "human_long", i % 2 == 0 ? "two black dogs sitting in the street" : "a large red bus");
        }
    }
    CaptionTrainRequest request(std::int64_t steps = 12) const {
        auto request = captionTraining(model, steps);
        request.options.batch_size = 2;
        request.options.gradient_accumulation = 2;
        request.options.learning_rate = 1e-3;
        request.options.warmup_steps = 3;
        request.options.save_every = 4;
        request.options.label_smoothing = 0.1;
        request.options.validation_share = 0.4;
        return request;
    }
};

struct Ran {
    JobOutcome outcome;
    RunId run;
    std::string checkpoint;
    std::string failure() const { return failureOf(outcome); }
};

inline Ran train(const std::shared_ptr<Project>& project, CaptionTrainRequest request, RecordingContext& context) {
    CaptionTrainJob job(project, std::move(request));
    auto outcome = runToOutcome(job, context);
    return {std::move(outcome), job.runId(), job.checkpoint()};
}

inline Ran train(const std::shared_ptr<Project>& project, CaptionTrainRequest request) {
    RecordingContext context;
    return train(project, std::move(request), context);
}

// The bytes of what training made: weights as they are used, and everything with which it would continue.
inline std::string bytesOf(const fs::path& checkpoint) {
    return readBytes(checkpoint / "model.safetensors") + readBytes(checkpoint / "train_state.safetensors");
}

inline bool said(const RecordingContext& context, std::string_view part) {
    const auto messages = context.eventsOf<MessageEvent>();
    return std::any_of(messages.begin(), messages.end(),
                       [&](const auto& m) { return m.text.find(part) != std::string::npos; });
}

}  // namespace recap::testing
