// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/grammar.h"

#include <array>
#include <string>
#include <string_view>

namespace recap::demo {

// What a small CLIP learns from: texts that are true of a scene, and texts that are false of it in one thing.

struct Wording {
    std::string text;
    AltKind kind = AltKind::Useless;
    CaptionClaims claims = {};
};

// Whether a reader who sees the scene would say that the text describes it. A long or short text must name every object
// with its number (and a ground and a relation, where it names one, rightly); one class or a topic must be there; a
// useless text is true of nothing.
bool isTrueOf(const Wording& wording, const Scene& scene);

// A caption as people write it (85 %), or what a careless web page says of the same scene.
Wording trueWording(const Scene& scene, Random& random);

// In which one thing a false text differs; Useless says nothing of the picture at all.
enum class Flaw { Class, Count, Ground, Relation, Useless };
inline constexpr std::array<std::string_view, 5> kFlawNames{"class", "count", "ground", "relation", "useless"};
bool canHave(const Scene& scene, Flaw flaw);  // a relation can only be turned round where there is one
// The flaw must be one that the scene can have. A scene of training is never told a held-out combination (held_out.h):
// a network that met those as false texts only would learn to refuse them.
Wording falseWording(const Scene& scene, Flaw flaw, Random& random);

}  // namespace recap::demo
