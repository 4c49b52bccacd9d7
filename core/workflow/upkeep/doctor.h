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
    std::string licence;    // of published weights
    std::string integrity;  // "as published", or what differs; empty: not checked
};

struct DoctorReport {
    std::string version, torch, qt, opencv, sqlite;
    std::vector<DeviceInfo> devices;
    std::vector<ResourceInfo> files;
};

// Looks at the machine, the program's own files and the published models of resources/zoo.json; changes nothing, never
// throws for something that is missing. `verify`: compares the models that are there with their published SHA-256,
// which reads them completely.
DoctorReport examineMachine(bool verify = false);

}  // namespace recap
