// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/peak_memory.h"

#include "bench/bench_session.h"

#include <malloc.h>

#include <cstdint>
#include <fstream>

namespace recap {

double memoryMib(const std::string& field) {
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(field + ":")) return std::stod(line.substr(field.size() + 1)) / 1024;
    return 0;
}

double newMemoryPeak() {
    ::malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << "5";
    return memoryMib("VmRSS");
}

std::string memoryNote(BenchSession& session, double before) {
    const auto whole = [](double mib) { return std::to_string(static_cast<std::int64_t>(mib)); };
    std::string note = "memory +";
    note.append(whole(memoryMib("VmHWM") - before)).append(" MiB");
    if (!session.hasReference()) return note;
    const auto theirs = session.ask({{"op", "memory"}}).at("mib").get<double>();
    return note.append(", reference +").append(whole(theirs)).append(" MiB");
}

}  // namespace recap
