// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/base64.h"
#include "base/hash.h"
#include "image/decode.h"
#include "image/encode.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "support/test_server.h"
#include "workflow/captioning/server_caption_job.h"

#include <string>
#include <utility>
#include <vector>

namespace recap::testing {

// A project with pictures of one colour each: picture i is 40 pixels high, and its red is 10 * i.
struct PicturesFixture {
    TempDir dir;
    std::shared_ptr<Project> project = Project::create(dir / "p.recap");
    std::vector<ImageRecord> images;

    explicit PicturesFixture(int count) {
        for (int i = 0; i < count; ++i) {
            ImageBuffer picture(80, 40);
            for (std::size_t at = 0; at < picture.pixels.size(); at += 3)
                picture.pixels[at] = static_cast<std::uint8_t>(10 * i);
            add(picture);
        }
    }
    void add(const ImageBuffer& picture) {
        const auto path = dir / (std::to_string(images.size()) + ".png");
        writePng(path, picture);
        images.push_back(project->images().add(
            {.path = path.string(), .sha256 = sha256File(path), .width = picture.width, .height = picture.height}));
    }
    std::string text(std::size_t image, const std::string& source = "recap_long") {
        const auto current = project->captions().current(images.at(image).id, source);
        return current ? current->text : "(none)";
    }
    std::size_t versions(std::size_t image, const std::string& source = "recap_long") {
        return project->captions().history(images.at(image).id, source).size();
    }
    bool eachHasOneVersion() {
        for (std::size_t i = 0; i < images.size(); ++i)
            if (versions(i) != 1 || text(i) != "red " + std::to_string(10 * i)) return false;
        return true;
    }
};

inline std::string instructionOf(const ServedRequest& request) {
    return Json::parse(request.body)["messages"][0]["content"][0]["text"].get<std::string>();
}
inline std::string jpegOf(const ServedRequest& request) {
    const auto url = Json::parse(request.body)["messages"][0]["content"][1]["image_url"]["url"].get<std::string>();
    return bytesFromBase64(url.substr(url.find(',') + 1));
}

// Looks at the picture: "red 30". Everything but chats as otherReply.
inline ServedReply describePicture(const ServedRequest& request) {
    if (!request.path.starts_with("/v1/chat")) return otherReply(request);
    const auto picture = decodeImageBytes(jpegOf(request), "request");
    const int red = (picture.pixels.front() + 5) / 10 * 10;  // JPEG may be one off
    return chatReply("red " + std::to_string(red));
}

struct ServerCaptioned {
    JobOutcome outcome;
    std::int64_t written = 0;
    std::vector<SkippedFile> skipped;
    FaultCounts flagged, faults;
    std::int64_t decoded_again = 0;
    RunId run;
    std::string failure;
};

inline ServerCaptionOptions optionsFor(const TestServer& server) {
    ServerCaptionOptions options;
    options.server = server.address();
    options.instruction = "Describe it.";
    return options;
}

inline ServerCaptioned captionByServer(std::shared_ptr<Project> project, const ServerCaptionOptions& options,
                                       RecordingContext& context) {
    ServerCaptionJob job(std::move(project),
                         {.options = options, .retry = {.first = 0.001, .longest = 0.004, .jitter = 0.25}});
    ServerCaptioned out;
    out.outcome = runToOutcome(job, context);
    out.written = job.tally().written;
    out.skipped = job.tally().skipped;
    out.flagged = job.tally().flagged;
    out.faults = job.tally().faults;
    out.decoded_again = job.tally().decoded_again;
    out.run = job.runId();
    if (const auto* failed = std::get_if<Failed>(&out.outcome)) out.failure = failed->message;
    return out;
}

inline ServerCaptioned captionByServer(std::shared_ptr<Project> project, const ServerCaptionOptions& options) {
    RecordingContext context;
    return captionByServer(std::move(project), options, context);
}

}  // namespace recap::testing
