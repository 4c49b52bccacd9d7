// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/wording.h"

#include "demo/held_out.h"

#include <algorithm>

namespace recap::demo {
namespace {

constexpr double kVagueShare = 0.15;

Wording captionOf(const Scene& scene, bool isLong, Random& random) {
    Wording wording{isLong ? longCaption(scene, random) : shortCaption(scene, random),
                    isLong ? AltKind::Long : AltKind::Short};
    wording.claims = readCaption(wording.text);
    return wording;
}

// An alt text of one of two kinds; web pages have many of each, so this ends soon.
Wording altTextOfKind(const Scene& scene, AltKind a, AltKind b, Random& random) {
    for (;;)
        if (const auto alt = altText(scene, random); alt.kind == a || alt.kind == b)
            return {alt.text, alt.kind, readCaption(alt.text)};
}

bool namesTopicOf(const Scene& scene, const std::string& text) {
    return std::any_of(scene.objects.begin(), scene.objects.end(), [&](const PlacedObject& object) {
        return text.starts_with(kClasses[static_cast<std::size_t>(object.class_index)].topic);
    });
}

void changeClass(Scene& scene, Random& random) {
    int other = scene.first;
    while (scene.count(other) > 0) other = static_cast<int>(random.below(std::ssize(kClasses)));
    const int from = random.pick(scene.objects).class_index;
    for (auto& object : scene.objects)
        if (object.class_index == from) object.class_index = other;
    if (scene.relation == Relation::None)
        scene.first = scene.second = other;
    else
        (scene.first == from ? scene.first : scene.second) = other;
}

// One more or one less of a class, from one to three.
void changeCount(Scene& scene, Random& random) {
    const auto object = random.pick(scene.objects);
    const int n = scene.count(object.class_index);
    if (n == 1 || (n == 2 && random.chance(0.5)))
        scene.objects.push_back(object);
    else
        scene.objects.erase(std::find_if(scene.objects.begin(), scene.objects.end(), [&](const PlacedObject& other) {
            return other.class_index == object.class_index;
        }));
}

Scene changed(Scene scene, Flaw flaw, Random& random) {
    switch (flaw) {
        case Flaw::Class: changeClass(scene, random); break;
        case Flaw::Count: changeCount(scene, random); break;
        case Flaw::Ground:
            scene.ground =
                static_cast<int>((scene.ground + 1 + random.below(std::ssize(kGrounds) - 1)) % std::ssize(kGrounds));
            break;
        case Flaw::Relation: std::swap(scene.first, scene.second); break;
        case Flaw::Useless: break;
    }
    return scene;
}

}  // namespace

bool isTrueOf(const Wording& wording, const Scene& scene) {
    const auto& claims = wording.claims;
    if (wording.kind == AltKind::Useless) return false;
    if (wording.kind == AltKind::Generic) return namesTopicOf(scene, wording.text);
    for (std::size_t c = 0; c < claims.counts.size(); ++c) {
        const int there = scene.count(static_cast<int>(c));
        const bool wrong =
            wording.kind == AltKind::OneClass ? claims.counts[c] > 0 && there == 0 : claims.counts[c] != there;
        if (wrong) return false;
    }
    if (claims.ground >= 0 && claims.ground != scene.ground) return false;
    return claims.relation == Relation::None || checkClaims(claims, truthOf(scene)).relation;
}

Wording trueWording(const Scene& scene, Random& random) {
    if (random.chance(kVagueShare)) return altTextOfKind(scene, AltKind::OneClass, AltKind::Generic, random);
    return captionOf(scene, random.chance(0.6), random);
}

bool canHave(const Scene& scene, Flaw flaw) {
    return flaw != Flaw::Relation || scene.relation != Relation::None;
}

Wording falseWording(const Scene& scene, Flaw flaw, Random& random) {
    if (flaw == Flaw::Useless) return altTextOfKind(scene, AltKind::Useless, AltKind::Useless, random);
    const bool isLong = flaw == Flaw::Ground || flaw == Flaw::Relation || random.chance(0.5);
    Scene other = changed(scene, flaw, random);
    while (isHeldOut(other) && !isHeldOut(scene)) other = changed(scene, flaw, random);
    return captionOf(other, isLong, random);
}

}  // namespace recap::demo
