// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/scene.h"

#include <algorithm>
#include <cmath>

namespace recap::demo {
namespace {

constexpr double kJitter = 0.035;

struct Point {
    double x, y;
};

PlacedObject place(int classIndex, Point at, double size, Random& random) {
    PlacedObject object;
    object.class_index = classIndex;
    object.x = at.x + random.uniform(-kJitter, kJitter);
    object.y = at.y + random.uniform(-kJitter, kJitter);
    object.size = size * random.uniform(0.93, 1.07);
    object.look = random.uniform();
    object.mirrored = random.chance(0.5);
    return object;
}

// Where n objects of one class stand: side by side, one above the other, or a triangle.
std::vector<Point> arrangement(int n, Random& random) {
    if (n == 1) return {{random.uniform(0.36, 0.64), random.uniform(0.4, 0.6)}};
    if (n == 2)
        return random.chance(0.7) ? std::vector<Point>{{0.27, 0.52}, {0.73, 0.52}}
                                  : std::vector<Point>{{0.5, 0.27}, {0.5, 0.74}};
    return random.chance(0.5) ? std::vector<Point>{{0.5, 0.27}, {0.26, 0.73}, {0.74, 0.73}}
                              : std::vector<Point>{{0.26, 0.27}, {0.74, 0.27}, {0.5, 0.73}};
}

double sizeFor(std::size_t n) {
    return n == 1 ? 0.46 : n == 2 ? 0.38 : 0.35;
}

void addGroup(Scene& scene, int classIndex, const std::vector<Point>& points, double size, Random& random) {
    for (const Point& point : points) scene.objects.push_back(place(classIndex, point, size, random));
}

// A's points and B's points for "A is <relation> of B"; a pair of A stands one above the other.
void addRelated(Scene& scene, int countOfFirst, Random& random) {
    const auto relation = scene.relation;
    const bool horizontal = relation == Relation::Left || relation == Relation::Right;
    const bool firstLow = relation == Relation::Left || relation == Relation::Above;
    const double a = firstLow ? 0.27 : 0.73, b = firstLow ? 0.73 : 0.27;
    std::vector<Point> first, second;
    if (horizontal) {
        first = countOfFirst == 1 ? std::vector<Point>{{a, random.uniform(0.42, 0.6)}}
                                  : std::vector<Point>{{a, 0.27}, {a, 0.73}};
        second = {{b, random.uniform(0.42, 0.6)}};
    } else {
        first = {{random.uniform(0.42, 0.58), a}};
        second = {{random.uniform(0.42, 0.58), b}};
    }
    const double size = sizeFor(first.size() + second.size());
    addGroup(scene, scene.first, first, size, random);
    addGroup(scene, scene.second, second, size, random);
}

}  // namespace

std::string_view relationName(Relation relation) {
    switch (relation) {
        case Relation::None: return "";
        case Relation::Left: return "left";
        case Relation::Right: return "right";
        case Relation::Above: return "above";
        case Relation::Below: return "below";
    }
    return "";
}

int Scene::count(int class_index) const {
    return static_cast<int>(std::count_if(objects.begin(), objects.end(),
                                          [&](const PlacedObject& o) { return o.class_index == class_index; }));
}

Scene drawScene(Random& random) {
    constexpr auto kClassCount = static_cast<std::int64_t>(kClasses.size());
    Scene scene;
    scene.ground = static_cast<int>(random.below(kGrounds.size()));
    scene.first = static_cast<int>(random.below(kClassCount));
    scene.second = static_cast<int>((scene.first + 1 + random.below(kClassCount - 1)) % kClassCount);
    const double kind = random.uniform();
    if (kind < 0.55) {
        const int n = kind < 0.25 ? 1 : static_cast<int>(2 + random.below(2));
        scene.second = scene.first;
        addGroup(scene, scene.first, arrangement(n, random), sizeFor(static_cast<std::size_t>(n)), random);
    } else {
        const bool pair = kind >= 0.83;
        scene.relation = static_cast<Relation>(1 + random.below(pair ? 2 : 4));
        addRelated(scene, pair ? 2 : 1, random);
    }
    scene.noise_seed = random.bits();
    return scene;
}

Json truthOf(const Scene& scene) {
    Json objects = Json::object();
    for (std::size_t i = 0; i < kClasses.size(); ++i)
        if (const int n = scene.count(static_cast<int>(i)); n > 0) objects[std::string(kClasses[i].singular)] = n;
    Json truth{{"objects", objects}, {"ground", kGrounds[static_cast<std::size_t>(scene.ground)]}};
    if (scene.relation != Relation::None) {
        truth["relation"] = relationName(scene.relation);
        truth["first"] = kClasses[static_cast<std::size_t>(scene.first)].singular;
        truth["second"] = kClasses[static_cast<std::size_t>(scene.second)].singular;
    }
    return truth;
}

}  // namespace recap::demo
