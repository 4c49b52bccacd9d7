// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/held_out.h"

#include <cstdlib>

namespace recap::demo {
namespace {

// Each class is in two of the ten pairs: neighbours at a distance of three on the ring of the ten classes.
bool isHeldOutPair(int a, int b) {
    const int distance = std::abs(a - b);
    return distance == 3 || distance == static_cast<int>(kClasses.size()) - 3;
}

bool isHeldOutGround(int classIndex, int ground) {
    return ground == classIndex % static_cast<int>(kGrounds.size());
}

}  // namespace

bool isHeldOut(const std::vector<int>& counts, int ground) {
    std::vector<int> named;
    for (std::size_t c = 0; c < counts.size(); ++c)
        if (counts[c] > 0) named.push_back(static_cast<int>(c));
    if (named.size() == 1) return isHeldOutGround(named.front(), ground);
    for (std::size_t i = 0; i < named.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (isHeldOutPair(named[i], named[j])) return true;
    return false;
}

bool isHeldOut(const Scene& scene) {
    std::vector<int> counts;
    for (int c = 0; c < static_cast<int>(kClasses.size()); ++c) counts.push_back(scene.count(c));
    return isHeldOut(counts, scene.ground);
}

bool isHeldOut(const CaptionClaims& claims) {
    return isHeldOut(claims.counts, claims.ground);
}

Scene drawTrainingScene(Random& random) {
    for (;;)
        if (const Scene scene = drawScene(random); !isHeldOut(scene)) return scene;
}

Scene drawHeldOutScene(Random& random) {
    for (;;)
        if (const Scene scene = drawScene(random); isHeldOut(scene)) return scene;
}

}  // namespace recap::demo
