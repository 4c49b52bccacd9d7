// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace recap {

// Throws Error(InvalidOption) for a text that cannot be the name of a caption source. For jobs that write captions
// much later than they are started.
void requireSourceName(std::string_view name);

}  // namespace recap
