// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"

#include <algorithm>
#include <fstream>
#include <string>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace recap {
namespace {

// The number behind "MemAvailable:" in kB.
std::int64_t systemAvailable() {
    std::ifstream in("/proc/meminfo");
    for (std::string name, rest; in >> name; std::getline(in, rest)) {
        if (name != "MemAvailable:") continue;
        std::int64_t kilobytes = 0;
        in >> kilobytes;
        return kilobytes * 1024;
    }
    return 0;
}

// "max" and missing files mean that there is no limit.
std::int64_t numberIn(const char* path) {
    std::ifstream in(path);
    std::int64_t value = 0;
    return in >> value ? value : -1;
}

// Pages of files that the system drops when memory is needed.
std::int64_t reclaimable() {
    std::ifstream in("/sys/fs/cgroup/memory.stat");
    std::int64_t value = 0;
    for (std::string name; in >> name >> value;)
        if (name == "inactive_file") return value;
    return 0;
}

std::int64_t groupAvailable() {
    const auto limit = numberIn("/sys/fs/cgroup/memory.max"), used = numberIn("/sys/fs/cgroup/memory.current");
    return limit > 0 && used >= 0 ? std::max<std::int64_t>(limit - used + reclaimable(), 1) : 0;
}

}  // namespace

std::int64_t availableMemory() {
    const auto system = systemAvailable(), group = groupAvailable();
    return group > 0 && system > 0 ? std::min(system, group) : std::max(system, group);
}

void keepFreedMemory() {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

}  // namespace recap
