// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "jobs/job.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap {

struct DemoDataRequest {
    std::filesystem::path out;
    std::int64_t scenes = 4000;
    std::int64_t human = 400;  // the first ones have a short and a long human-style caption
    int side = 512;            // pixels
    std::int64_t seed = 1;
};

// Composes the demo's data set of scenes without held-out combinations (demo/held_out.h): an imagefolder of JPEG
// pictures with metadata.jsonl (text: the web page's alt text; human_short, human_long: for some; objects, scene: the
// known truth) and README.md, the data card with the shares of each kind of alt text. Pictures that exist already are
// kept, so an interrupted job continues.
class DemoDataJob final : public Job {
public:
    explicit DemoDataJob(DemoDataRequest request) : request_(std::move(request)) {}
    void run(JobContext& context) override;

private:
    DemoDataRequest request_;
};

// A prompt about a combination that nobody has trained on, what it asks for, and a real picture of it.
struct HeldOutPrompt {
    std::string text;
    std::int64_t seed = 0;
    std::string picture;  // file name
    Json truth;
};

// Draws held-out scenes with long captions as prompts until there are `count` different ones, and writes the pictures
// and prompts.jsonl into `out`; pictures that exist are kept. Long, because "two apples" alone names no held-out
// combination. Throws Error(InvalidOption) when there are not so many (about a thousand exist).
std::vector<HeldOutPrompt> writeHeldOutPrompts(const std::filesystem::path& out, std::int64_t count, std::int64_t seed,
                                               JobContext& context, int side = 512);

}  // namespace recap
