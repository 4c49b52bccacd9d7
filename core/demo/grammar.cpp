// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/grammar.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace recap::demo {
namespace {

const ObjectClass& classAt(int index) {
    return kClasses[static_cast<std::size_t>(index)];
}

std::string counted(int classIndex, int n) {
    static constexpr std::array<std::string_view, 4> kNumbers{"no", "one", "two", "three"};
    const auto& c = classAt(classIndex);
    if (n == 1) return std::string(c.article) + " " + std::string(c.singular);
    return std::string(kNumbers[static_cast<std::size_t>(n)]) + " " + std::string(c.plural);
}

std::string countedIn(const Scene& scene, int classIndex) {
    return counted(classIndex, scene.count(classIndex));
}

std::string groundPhrase(int ground) {
    static constexpr std::array<std::string_view, 4> kPhrases{"on green grass", "in the blue sky", "on yellow sand",
                                                              "on white snow"};
    return std::string(kPhrases[static_cast<std::size_t>(ground)]);
}

Relation opposite(Relation relation) {
    switch (relation) {
        case Relation::Left: return Relation::Right;
        case Relation::Right: return Relation::Left;
        case Relation::Above: return Relation::Below;
        case Relation::Below: return Relation::Above;
        case Relation::None: return Relation::None;
    }
    return Relation::None;
}

std::string relationPhrase(Relation relation) {
    switch (relation) {
        case Relation::Left: return "to the left of";
        case Relation::Right: return "to the right of";
        case Relation::Above: return "above";
        case Relation::Below: return "below";
        case Relation::None: return "and";
    }
    return "and";
}

std::string lineUp(const Scene& scene) {
    const std::string a = countedIn(scene, scene.first), b = countedIn(scene, scene.second);
    const bool firstLow = scene.relation == Relation::Left || scene.relation == Relation::Above;
    const std::string& low = firstLow ? a : b;
    const std::string& high = firstLow ? b : a;
    if (scene.relation == Relation::Left || scene.relation == Relation::Right)
        return low + " on the left and " + high + " on the right";
    return low + " at the top and " + high + " at the bottom";
}

std::string uselessAlt(Random& random) {
    static const std::vector<std::string> kTexts{"free shipping",      "click to enlarge", "stock photo hd",
                                                 "my holiday picture", "download now",     "untitled",
                                                 "best price",         "image not found"};
    if (random.chance(0.4)) return "img " + std::to_string(1000 + random.below(9000));
    return random.pick(kTexts);
}

std::string oneClassAlt(const Scene& scene, Random& random) {
    const auto& object = random.pick(scene.objects);
    const std::string name(classAt(object.class_index).singular);
    static const std::vector<std::pair<std::string, std::string>> kFrames{
        {"buy ", " online"}, {"", " wallpaper"}, {"cute ", ""}, {"", " stock photo"}, {"best ", " picture"}};
    const auto& [before, after] = random.pick(kFrames);
    return before + name + after;
}

std::string genericAlt(const Scene& scene, Random& random) {
    static const std::vector<std::string> kTails{" clip art", " picture", " wallpaper", " photo"};
    return std::string(classAt(scene.objects.front().class_index).topic) + random.pick(kTails);
}

int classOfWord(const std::string& word) {
    for (std::size_t i = 0; i < kClasses.size(); ++i)
        if (word == kClasses[i].singular || word == kClasses[i].plural) return static_cast<int>(i);
    return -1;
}

int numberOfWord(const std::string& word) {
    static constexpr std::array<std::pair<std::string_view, int>, 5> kWords{
        {{"a", 1}, {"an", 1}, {"one", 1}, {"two", 2}, {"three", 3}}};
    for (const auto& [text, n] : kWords)
        if (word == text) return n;
    return 0;
}

}  // namespace

std::string shortCaption(const Scene& scene, Random& random) {
    const std::string a = countedIn(scene, scene.first);
    if (scene.first == scene.second) return a;
    const std::string b = countedIn(scene, scene.second);
    return random.chance(0.5) ? a + " and " + b : b + " and " + a;
}

std::string longCaption(const Scene& scene, Random& random) {
    const std::string ground = groundPhrase(scene.ground);
    const std::string a = countedIn(scene, scene.first);
    if (scene.relation == Relation::None) return random.chance(0.5) ? a + " " + ground : "we see " + a + " " + ground;
    const std::string b = countedIn(scene, scene.second);
    const double form = random.uniform();
    if (form < 0.4) return a + " " + relationPhrase(scene.relation) + " " + b + " " + ground;
    if (form < 0.7) return b + " " + relationPhrase(opposite(scene.relation)) + " " + a + " " + ground;
    return lineUp(scene) + " " + ground;
}

AltText altText(const Scene& scene, Random& random) {
    double at = random.uniform();
    int kind = 0;
    while (kind < 4 && at >= kAltShares[kind]) at -= kAltShares[kind++];
    switch (static_cast<AltKind>(kind)) {
        case AltKind::Useless: return {AltKind::Useless, uselessAlt(random)};
        case AltKind::OneClass: return {AltKind::OneClass, oneClassAlt(scene, random)};
        case AltKind::Generic: return {AltKind::Generic, genericAlt(scene, random)};
        case AltKind::Short: return {AltKind::Short, shortCaption(scene, random)};
        case AltKind::Long: return {AltKind::Long, longCaption(scene, random)};
    }
    return {};
}

CaptionClaims readCaption(const std::string& caption) {
    CaptionClaims claims;
    claims.counts.assign(kClasses.size(), 0);
    std::istringstream words(caption);
    std::vector<int> order;
    int number = 0;
    for (std::string word; words >> word;) {
        if (const int n = numberOfWord(word); n > 0) number = n;
        if (const int c = classOfWord(word); c >= 0) {
            claims.counts[static_cast<std::size_t>(c)] += std::max(number, 1);
            order.push_back(c);
            number = 0;
        }
        for (std::size_t g = 0; g < kGrounds.size(); ++g)
            if (word == kGrounds[g]) claims.ground = static_cast<int>(g);
    }
    if (order.size() != 2 || order[0] == order[1]) return claims;
    claims.first = order[0];
    claims.second = order[1];
    auto says = [&](const char* text) { return caption.find(text) != std::string::npos; };
    if (says("to the left of") || says("on the left and"))
        claims.relation = Relation::Left;
    else if (says("to the right of"))
        claims.relation = Relation::Right;
    else if (says(" above ") || says("at the top and"))
        claims.relation = Relation::Above;
    else if (says(" below "))
        claims.relation = Relation::Below;
    return claims;
}

ClaimCheck checkClaims(const CaptionClaims& claims, const Json& truth) {
    ClaimCheck check{true, true, true, true};
    const Json& objects = truth.at("objects");
    for (std::size_t i = 0; i < kClasses.size(); ++i) {
        const int wanted = objects.value(std::string(kClasses[i].singular), 0);
        const int claimed = claims.counts[i];
        check.objects = check.objects && (wanted > 0) == (claimed > 0);
        check.counts = check.counts && wanted == claimed;
    }
    if (truth.contains("relation") && claims.relation == Relation::None)
        check.axis = check.relation = false;
    else if (truth.contains("relation")) {
        const bool sameOrder = claims.first >= 0 && kClasses[static_cast<std::size_t>(claims.first)].singular ==
                                                        truth.at("first").get<std::string>();
        const Relation stated = sameOrder ? claims.relation : opposite(claims.relation);
        const auto wanted = truth.at("relation").get<std::string>();
        check.relation = relationName(stated) == wanted;
        check.axis = check.relation || relationName(opposite(stated)) == wanted;
    }
    check.axis = check.axis && check.objects;
    check.relation = check.relation && check.objects;
    return check;
}

}  // namespace recap::demo
