// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace recap {

struct DeviceInfo {
    std::string name;         // as options name it: cpu, cuda:0
    std::string description;  // cores and instruction set
    std::int64_t memory_bytes = 0;
};

// A file or folder the program uses, and whether it is there.
struct ResourceInfo {
    std::string name, path;
    std::string use;  // what it is needed for
    bool found = false;
};

struct DoctorReport {
    std::string version, torch, qt, opencv, sqlite;
    std::vector<DeviceInfo> devices;
    std::vector<ResourceInfo> files;
};

// Looks at the machine; changes nothing, never throws for something that is missing.
DoctorReport examineMachine();

}  // namespace recap
