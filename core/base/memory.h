// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace recap {

// Bytes of main memory that this process may still use: what the system has left, and no more than its control group
// allows. 0 when that cannot be found out.
std::int64_t availableMemory();

}  // namespace recap
