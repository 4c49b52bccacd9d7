// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace recap {

class BenchSession;

// "VmRSS" or "VmHWM" of this process in MiB; 0 where the system does not say.
double memoryMib(const std::string& field);

// Starts a new peak of this process's memory; what it holds now in MiB.
double newMemoryPeak();

// What the work needed above `before`, here and, where there is one, by the reference's opened work:
// "memory +80 MiB, reference +83 MiB".
std::string memoryNote(BenchSession& session, double before);

}  // namespace recap
