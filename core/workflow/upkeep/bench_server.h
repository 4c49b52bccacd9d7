// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/upkeep/bench_dataset.h"
#include "workflow/upkeep/loopback_server.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap {

struct ServerBenchRequest {
    std::filesystem::path folder = {};  // scratch; made, and removed at the end
    // Images for each of the servers, whose speed is set.
    std::int64_t images = 2'000;
    std::vector<LoopbackSpeed> servers = {{8, 0.1, true}, {16, 0.1, false}, {32, 0.2, false}};
    // Images of the one long run whose memory is measured, and its server.
    std::int64_t long_images = 100'000;
    LoopbackSpeed long_server = {32, 0.05, true};
};

struct ServerBenchRow {
    std::string name = {};
    double value = 0;
    std::string unit = {};  // "captions/s", "MB"
    double possible = 0;    // the most that the server can give in this unit; 0: no such thing
};

// Recaptions synthetic projects of small pictures by servers of a known speed in this process: captions per second
// against what the server can give, and the resident memory after the first hundredth, in the middle and at the end of
// a long run. Throws Error(FileNotWritable), Error(DiskFull) or what the job failed with.
std::vector<ServerBenchRow> benchServer(const ServerBenchRequest& request, const BenchProgress& progress = {});

}  // namespace recap
