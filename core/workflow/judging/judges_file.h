// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap {

inline constexpr const char* kHalfPrecision = "float16";

// How a counter's input is made, and what its outputs count.
struct CounterFormat {
    std::vector<std::string> labels;    // of its outputs, in order
    std::array<int, 2> size{448, 448};  // width and height that pictures are brought to; of TISE's counter
    std::array<double, 3> mean{0.485, 0.456, 0.406}, std{0.229, 0.224, 0.225};  // ImageNet's
};

// One judge of a judges file. Fields carry the names of the file's keys.
struct JudgeEntry {
    std::string name;
    std::string kind;            // one of judgeKindNames() (judge_check.h)
    std::filesystem::path path;  // absolute; empty where the kind needs none
    std::string sha256;          // that its weights must have, lower case; empty: any
    std::string device;          // "auto", "cpu", "cuda" or "cuda:N"; empty: that of the command
    std::int64_t batch = 0;      // pictures at once; 0: by memory
    // Of some kinds (judgeKindKeys):
    std::string dtype = {};        // kHalfPrecision or "float32"; empty: float32
    std::string detector = {};     // name of the judge whose objects it looks at
    std::string url = {};          // address of a server
    std::string model = {};        // as the server calls it; empty: the only one that it has
    std::string api_key_env = {};  // environment variable with the server's key; empty: RECAP_SERVER_KEY
    CounterFormat counter = {};    // labels, size, mean, std
};

// TOML, [judge.NAME] kind = "clip", path = "models/clip", sha256 = "...", device = "cpu", batch = 16; or the same as
// JSON: {"judge": {"NAME": {"kind": "clip", ...}, ...}}. Paths are relative to the file. Judges are sorted by name.
// Throws Error(FileNotFound), or Error(BadFormat) that names the file, the judge and the key.
std::vector<JudgeEntry> readJudgesFile(const std::filesystem::path& file);

}  // namespace recap
