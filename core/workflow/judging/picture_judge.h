// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "metrics/judgement.h"

#include <filesystem>
#include <string>
#include <vector>

namespace recap {

// What sees the pictures whose metrics are computed. Another judge is a class with this interface, its row in
// metrics/judge_registry, and its line in judges.cpp.
class PictureJudge {
public:
    struct Facts {
        std::string name;    // as it is stored with the numbers, e.g. "demo judge"
        std::string hash;    // SHA-256 of its weights; empty when it has none
        std::string resize;  // how pictures of another size are brought to its own
    };

    virtual ~PictureJudge() = default;
    virtual Facts facts() const = 0;
    // What a prompt asks for, in the classes that this judge tells apart. Without an object when the prompt names none:
    // nothing that its pictures should hold can be looked for.
    virtual PromptTruth truth(const std::string& prompt) const = 0;
    // What it saw in each picture, in order. `stage` names the work in progress reports.
    virtual std::vector<Judgement> judge(const std::vector<std::filesystem::path>& pictures, const std::string& stage,
                                         JobContext& context) = 0;
};

}  // namespace recap
