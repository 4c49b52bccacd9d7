// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace recap {

// Bytes of main memory that this process may still use: what the system has left, and no more than its control group
// allows. 0 when that cannot be found out.
std::int64_t availableMemory();

// Lets the C library keep up to 64 MiB of freed memory for the next allocation, and take blocks below 32 MiB from
// there: what it reaches by itself after some large blocks were freed. Work on one picture after the other allocates
// and frees megabytes each time, and giving them back to the system takes longer than resizing. Call it first in main;
// does nothing with another C library than glibc.
void keepFreedMemory();

}  // namespace recap
