// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap {

// One judge of a judges file. Fields carry the names of the file's keys.
struct JudgeEntry {
    std::string name;
    std::string kind;            // one of judgeKindNames() (judge_check.h)
    std::filesystem::path path;  // absolute; empty where the kind needs none
    std::string sha256;          // that its weights must have, lower case; empty: any
    std::string device;          // "auto", "cpu", "cuda" or "cuda:N"; empty: that of the command
    std::int64_t batch = 0;      // pictures at once; 0: by memory
};

// TOML, [judge.NAME] kind = "clip", path = "models/clip", sha256 = "...", device = "cpu", batch = 16; or the same as
// JSON: {"judge": {"NAME": {"kind": "clip", ...}, ...}}. Paths are relative to the file. Judges are sorted by name.
// Throws Error(FileNotFound), or Error(BadFormat) that names the file, the judge and the key.
std::vector<JudgeEntry> readJudgesFile(const std::filesystem::path& file);

}  // namespace recap
