// SPDX-License-Identifier: GPL-3.0-or-later
//
// A project with more pictures than the golden BLIP case has, and recaptionings of it.
#pragma once

#include "caption_fixture.h"
#include "image/encode.h"
#include "workflow/captioning/caption_run_job.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace recap::testing {

inline constexpr int kPictures = 12;  // beside those of the golden case

// With pictures of one colour each beside those of the golden case.
struct ShardsFixture : CaptionFixture {
    explicit ShardsFixture(int pictures = kPictures) {
        for (int i = 0; i < pictures; ++i) addColour(i);
    }
    void addColour(int i) {
        ImageBuffer picture(24, 16);
        for (std::size_t at = 0; at < picture.pixels.size(); ++at)
            picture.pixels[at] = static_cast<std::uint8_t>(at % 3 == 0 ? 15 * i : 40 * i + static_cast<int>(at));
        writePng(dir / "next.png", picture);
        add(dir / "next.png");
    }
    CaptionRunRequest request(std::optional<RecaptionShard> shard = {}) const {
        CaptionRunRequest request;
        request.options.captioner = model.string();
        request.options.threads = 1;
        request.options.batch_size = 2;
        request.shard = std::move(shard);
        return request;
    }
    fs::path folder() const { return resultFolders(project->path()).at(0); }
    std::vector<std::string> texts() {
        std::vector<std::string> out;
        for (std::size_t i = 0; i < images.size(); ++i) out.push_back(text(i, "recap_short"));
        return out;
    }
    std::size_t mostVersions() {
        std::size_t most = 0;
        for (std::size_t i = 0; i < images.size(); ++i) most = std::max(most, versions(i, "recap_short"));
        return most;
    }
};

struct Shard {
    JobOutcome outcome;
    RecaptionReport report;
    std::vector<std::string> said;
};

inline Shard caption(ShardsFixture& f, const CaptionRunRequest& request, RecordingContext& context) {
    CaptionRunJob job(f.project, request);
    auto outcome = runToOutcome(job, context);
    Shard done{std::move(outcome), job.report(), {}};
    for (const auto& event : context.eventsOf<MessageEvent>()) done.said.push_back(event.text);
    return done;
}

inline Shard caption(ShardsFixture& f, const CaptionRunRequest& request) {
    RecordingContext context;
    return caption(f, request, context);
}

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace recap::testing
