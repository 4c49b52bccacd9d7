// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/written_faults.h"

#include "remote/chat_request.h"
#include "text/caption_faults.h"

namespace recap {
namespace {

constexpr double kTemperature = 0.7;  // the upper end of what VLM-Captioning-Tools draws from for a loop

}  // namespace

void countFaults(std::string_view caption, FaultCounts& counts) {
    const auto faults = captionFaults(caption);
    for (const auto& info : captionFaultInfos())
        if ((faults & static_cast<unsigned>(info.fault)) != 0) ++counts[std::string(info.name)];
}

bool repeatsItself(std::string_view caption) {
    return (captionFaults(caption) & static_cast<unsigned>(CaptionFault::Loop)) != 0;
}

DecodingOptions decodedAgain(DecodingOptions decoding) {
    decoding.temperature = decoding.do_sample ? changedTemperature(decoding.temperature) : kTemperature;
    decoding.do_sample = true;
    decoding.num_beams = 1;
    return decoding;
}

}  // namespace recap
