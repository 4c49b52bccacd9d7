// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a number to its pictures: what each picture contributes to a stored metric, what its prompt asked for and what
// the judge saw in it.
#pragma once

#include "base/message.h"
#include "data/records.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace recap {

// What a detector found; x0, y0, x1, y1 in pixels of the picture.
struct PictureBox {
    std::string label;
    double score = 0;  // 0..1
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

struct MetricPicture {
    std::filesystem::path path;  // absolute
    std::string prompt;
    std::int64_t seed = 0;
    // In the unit of the metric, as its mean is: a hit is 100 and a miss 0, a counting error is an error, a score is a
    // score. NaN for a picture that could not be judged.
    double value = std::numeric_limits<double>::quiet_NaN();
    Message problem = {};  // why it could not be judged, one sentence that names the file; empty: it was judged
    Message wanted = {};   // "apple 2, car; apple left of car"; empty where the prompt names nothing that is looked for
    Message seen = {};     // "apple 2, car 0", "similarity 0.31"; empty where nothing but features was seen
    std::vector<PictureBox> boxes = {};  // of a detector, best first
};

// The pictures that count for a stored number (of these, its key is read: run, step, weights, prompt set, name, judge
// and the judge's hash), the worst first by the direction of the metric; before them those that could not be judged.
// Equal ones in the order of the prompts. Empty where whyNoPictures() says something and every picture was judged.
// Any thread. Throws Error(Database).
std::vector<MetricPicture> metricPictures(Project& project, const MetricRecord& number);

// Why a number leads to no pictures, one sentence: it is a distance between sets, or it was computed by a version that
// did not keep them. Empty: it does.
Message whyNoPictures(Project& project, const MetricRecord& number);

}  // namespace recap
