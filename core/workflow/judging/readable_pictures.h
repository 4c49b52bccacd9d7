// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "workflow/judging/picture_judge.h"

#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// Pictures that could not be judged, by their place, with one sentence each that names the file.
using PictureProblems = std::map<std::size_t, Message>;

// What was seen in pictures, in their order. Where each gives one row of features these stand beside each other in
// `features`, as they came, and not in the judgements: they are most of the memory. Of pictures that could not all be
// read they stay in the judgements.
struct Sights {
    std::vector<Judgement> judgements = {};
    std::shared_ptr<const FeatureRows> features = nullptr;
};

// What a judge saw in the pictures that can be read, each at its place; at the places of `unreadable` nothing was seen.
// Every picture is read through only when the judge fails: those that cannot be decoded are then added to `unreadable`,
// and the others are judged without them. Throws what the judge throws when all pictures can be read.
Sights judgeReadable(PictureJudge& judge, std::span<const PictureToJudge> pictures, std::string_view view,
                     const std::string& stage, JobContext& context, PictureProblems& unreadable);

// Adds the pictures in which the judge saw numbers that are none: NaN or infinite features, counts or scores.
void findNotFinite(std::span<const PictureToJudge> pictures, const Sights& sights, PictureProblems& problems);

// "a.png, b.png, c.png and 4 more", by the names of the files.
Message namesOf(std::span<const PictureToJudge> pictures, const PictureProblems& problems);

}  // namespace recap
