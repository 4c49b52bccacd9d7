// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "image/image_buffer.h"
#include "jobs/job.h"
#include "metrics/judgement.h"
#include "metrics/prompt_set.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

struct PictureToJudge {
    std::filesystem::path path;
    const PromptItem* prompt = nullptr;  // nullptr: a real picture, which nobody asked for
    // Objects that were found in it, for judges that look at them one by one; nullptr: at the whole.
    const std::vector<Detection>* objects = nullptr;
};

// What sees the pictures whose metrics are computed. Another kind of judge is a class with this interface and its row
// in judge_kinds.cpp.
class PictureJudge {
public:
    struct Facts {
        std::string name;          // as it is stored with the numbers, e.g. "demo judge"
        std::string kind;          // as a judges file names it
        std::string hash;          // SHA-256 of its weights; empty when it has none
        std::string resize;        // how pictures of another size are brought to its own
        std::string colours = {};  // name and hash of the judge that tells it colours; empty: none does
        // What else a number depends on, e.g. {"detector": "name hash"}: stands in the card under these names.
        Json more = Json::object();
    };

    virtual ~PictureJudge() = default;
    virtual Facts facts(std::string_view view) const = 0;
    virtual std::vector<std::string_view> views() const = 0;  // judge_views.h
    // What a prompt asks for, in the classes that this judge tells apart. Without an object when the prompt names none:
    // nothing that its pictures should hold can be looked for.
    virtual PromptTruth truth(const PromptItem& prompt) const = 0;
    // Whether objects are what it sees, so that a prompt that names none is one that it does not understand.
    virtual bool looksForObjects() const { return false; }
    // What the labels of its boxes are called, by their number; empty: it finds no boxes.
    virtual std::vector<std::string> classNames() const { return {}; }
    // Classes that prompts name and this judge cannot tell; numbers about objects would be wrong.
    virtual std::vector<std::string> unknownClasses(std::span<const PictureToJudge>) const { return {}; }
    // What it saw in each picture, in order. `stage` names the work in progress reports. Throws Error for a picture
    // that cannot be read.
    virtual std::vector<Judgement> judge(std::span<const PictureToJudge> pictures, std::string_view view,
                                         const std::string& stage, JobContext& context) = 0;
    // The same, one at a time and in any order, so that in memory is what `found` keeps.
    using Found = std::function<void(std::size_t picture, Judgement&& judgement)>;
    virtual void judgeEach(std::span<const PictureToJudge> pictures, std::string_view view, const std::string& stage,
                           JobContext& context, const Found& found);
    // Judges pictures for other processes, which find what was seen in the cache (judgement_cache.h). How many pictures
    // it had to look at; none: this judge keeps nothing. Throws Error(FileNotWritable).
    virtual std::optional<std::int64_t> keep(std::span<const PictureToJudge>, std::string_view /*view*/,
                                             const std::string& /*stage*/, JobContext&) {
        return std::nullopt;
    }
    bool offers(std::string_view view) const;
    // Known after judge(): why what it saw is no basis for numbers, a clause after "because"; empty: it is one.
    virtual Message obstacle() const { return {}; }

    // Judges that compare pictures with texts can tell the colour of an object: one of kGenEvalColours. `box`: x1, y1,
    // x2, y2 in pixels.
    virtual bool tellsColours() const { return false; }
    virtual std::string colourOf(const ImageBuffer&, const std::array<double, 4>&, const std::string&) { return {}; }
    // For judges that find objects: who tells them the colours that GenEval's prompts ask for.
    virtual void askForColours(std::shared_ptr<PictureJudge>) {}
    // For judges that look at objects one by one: who finds them, a judge with the view kObjects.
    virtual void askForObjects(std::shared_ptr<PictureJudge>) {}
};

// What an expectation of a prompt set asks for.
PromptTruth expectedTruth(const PromptItem& prompt);

}  // namespace recap
