// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/bench_session.h"

namespace recap {

// How long a UNet folder takes until its weights are in memory, against reading the same bytes and nothing else, both
// from the disk (the files leave the page cache first); with a reference also against diffusers.
void benchLoad(BenchSession& session, const std::filesystem::path& unet);

}  // namespace recap
