// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "base/random.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace recap::demo {

// The world of the embedded demo: one to three objects of ten classes on four kinds of ground. A scene is a plain
// description; it can be drawn at any size (renderer.h), put into words (grammar.h) and checked against a picture
// (judge.h), so the truth behind every picture is known.

struct ObjectClass {
    std::string_view singular, plural, article;
    std::string_view topic;  // what a careless web page would call it, e.g. "fruit"
};
inline constexpr std::array<ObjectClass, 10> kClasses{{{"apple", "apples", "an", "fruit"},
                                                       {"banana", "bananas", "a", "fruit"},
                                                       {"orange", "oranges", "an", "fruit"},
                                                       {"penguin", "penguins", "a", "animal"},
                                                       {"fish", "fish", "a", "animal"},
                                                       {"flower", "flowers", "a", "plant"},
                                                       {"car", "cars", "a", "vehicle"},
                                                       {"zebra", "zebras", "a", "animal"},
                                                       {"balloon", "balloons", "a", "vehicle"},
                                                       {"mushroom", "mushrooms", "a", "plant"}}};
inline constexpr std::array<std::string_view, 4> kGrounds{"grass", "sky", "sand", "snow"};

enum class Relation { None, Left, Right, Above, Below };
std::string_view relationName(Relation relation);  // "", left, right, above, below

struct PlacedObject {
    int class_index = 0;
    double x = 0.5, y = 0.5;  // centre, in units of the picture's side
    double size = 0.4;        // square root of the covered area, same unit
    double look = 0;          // 0..1: which of the class's cut-outs
    bool mirrored = false;
};

struct Scene {
    std::vector<PlacedObject> objects;  // 1..3
    int ground = 0;
    // The first class stands in this relation to the second; None when there is one class only.
    Relation relation = Relation::None;
    int first = 0, second = 0;
    std::uint64_t noise_seed = 0;

    int count(int class_index) const;
};

// 25 % one object, 30 % two or three of one class, 28 % one A and one B, 17 % two A and one B.
Scene drawScene(Random& random);

// {"objects":{"apple":2},"relation":"left","first":"apple","second":"car","ground":"grass"}
Json truthOf(const Scene& scene);

}  // namespace recap::demo
