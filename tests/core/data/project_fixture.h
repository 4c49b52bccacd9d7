// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/hash.h"
#include "data/caption_repository.h"
#include "data/image_repository.h"
#include "support/temp_dir.h"

#include <optional>

namespace recap::testing {

// A clock that a test sets.
class ManualClock final : public Clock {
public:
    std::int64_t nowMs() const override { return now; }
    std::int64_t now = 1'000'000;
};

// A fresh database with a clock at hand.
struct DatabaseFixture {
    TempDir dir;
    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>();
    std::optional<Database> db;

    DatabaseFixture() { reopen(); }
    std::filesystem::path file() const { return dir / "project.sqlite"; }
    void reopen() {
        db.reset();
        db.emplace(file(), Database::Mode::ReadWrite, clock);
    }
    // An image whose content is its name.
    ImageId image(const std::string& name, int width = 640, int height = 480) {
        return ImageRepository(*db)
            .add({.path = "/pictures/" + name,
                  .sha256 = sha256(name),
                  .width = width,
                  .height = height,
                  .bytes = 10,
                  .modified_ms = 5,
                  .origin = "/pictures"})
            .id;
    }
    CaptionRecord caption(ImageId image, const std::string& source, const std::string& text,
                          CaptionStatus status = CaptionStatus::New) {
        return CaptionRepository(*db).addVersion({.image = image, .source = source, .text = text, .status = status});
    }
};

// The code of the Error that `work` throws; none: it threw nothing.
template <class Work>
std::optional<ErrorCode> errorOf(Work work, std::string* message = nullptr) {
    try {
        work();
    } catch (const Error& e) {
        if (message != nullptr) *message = e.what();
        return e.code();
    }
    return std::nullopt;
}

}  // namespace recap::testing
