// SPDX-License-Identifier: GPL-3.0-or-later
//
// Faults of captions that a captioner or a server has just written, and how it is asked again for one that repeats
// itself.
#pragma once

#include "caption/decoding_options.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace recap {

// Numbers by reason; of captions by the names of captionFaultInfos().
using FaultCounts = std::map<std::string, std::int64_t>;

// Adds each fault of the caption's text.
void countFaults(std::string_view caption, FaultCounts& counts);
bool repeatsItself(std::string_view caption);
// How a captioner decodes a picture again whose caption repeated itself: it draws tokens instead of taking the
// likeliest, or draws them with another temperature.
DecodingOptions decodedAgain(DecodingOptions decoding);

}  // namespace recap
