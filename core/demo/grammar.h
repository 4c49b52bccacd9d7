// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "demo/scene.h"

#include <string>
#include <vector>

namespace recap::demo {

// "two apples and a car": which objects and how many, nothing else.
std::string shortCaption(const Scene& scene, Random& random);
// Adds relation and ground: "two apples to the left of a car on green grass".
std::string longCaption(const Scene& scene, Random& random);

// What web pages write beside pictures. The shares are those of the data card: 36 % useless, 25 % one class without a
// number, 14 % generic, 20 % a correct short caption, 5 % a correct long one.
enum class AltKind { Useless, OneClass, Generic, Short, Long };
struct AltText {
    AltKind kind = AltKind::Useless;
    std::string text;
};
AltText altText(const Scene& scene, Random& random);
inline constexpr double kAltShares[] = {0.36, 0.25, 0.14, 0.20, 0.05};

// What a caption claims, read back by the same grammar: the share of right captions is measured with it.
struct CaptionClaims {
    std::vector<int> counts;  // one per class
    Relation relation = Relation::None;
    int first = -1, second = -1;
    int ground = -1;
};
CaptionClaims readCaption(const std::string& caption);

struct ClaimCheck {
    bool objects = false;   // exactly the classes of the scene are named
    bool counts = false;    // and with the right numbers
    bool axis = false;      // right objects, and side by side or one above the other as they stand
    bool relation = false;  // and in the right relation; both are true for scenes without one
};
ClaimCheck checkClaims(const CaptionClaims& claims, const Json& truth);

}  // namespace recap::demo
