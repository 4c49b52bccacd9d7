// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "base/message.h"
#include "data/records.h"

#include <cstdint>
#include <string>

namespace recap {

// Where the captions of a recaptioning go: into the project, or into the result files of a shard. Used by one thread.
class CaptionSink {
public:
    virtual ~CaptionSink() = default;
    // `flags`: as ResultRow::flags.
    virtual void caption(const ImageRecord& image, std::string text, Json provenance, std::string flags) = 0;
    // The captioner wrote nothing that can be used, and would not if it were asked again.
    virtual void without(const ImageRecord& image, std::string flags, Message reason) = 0;
    // There is no result this time. `flag`: as RecaptionLedger::Exception::flag.
    virtual void failed(const ImageRecord& image, std::string flag, Message reason) = 0;
    // What was handed over since the last call may be stored now.
    virtual void store() = 0;
    // As JobContext::pausePoint.
    virtual void pausePoint() = 0;
    virtual void progress(std::int64_t done, std::int64_t total) = 0;
};

}  // namespace recap
