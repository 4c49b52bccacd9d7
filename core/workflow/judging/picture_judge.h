// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "metrics/judgement.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

// What sees the pictures whose metrics are computed.
class PictureJudge {
public:
    struct Facts {
        std::string name;    // as it is stored with the numbers, e.g. "demo judge"
        std::string hash;    // SHA-256 of its weights; empty when it has none
        std::string resize;  // how pictures of another size are brought to its own
    };

    virtual ~PictureJudge() = default;
    virtual Facts facts() const = 0;
    // What it saw in each picture, in order. `stage` names the work in progress reports.
    virtual std::vector<Judgement> judge(const std::vector<std::filesystem::path>& pictures, const std::string& stage,
                                         JobContext& context) = 0;
};

// The demo's judge from its folder; empty: the shipped one. Pictures of another size are resized to the judge's (the
// view of the trainer: central square, Lanczos).
std::unique_ptr<PictureJudge> openDemoJudge(const std::filesystem::path& folder = {});

// What a prompt of the demo's grammar asks for. Without an object when the prompt names none that the demo knows:
// nothing that its pictures should hold can be looked for.
PromptTruth truthFromPrompt(const std::string& prompt);

}  // namespace recap
