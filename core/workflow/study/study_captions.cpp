// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/study/study_captions_internal.h"

#include "demo/held_out.h"
#include "rating/significance.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace recap {
namespace {

constexpr const char* kKinds[] = {"alttext", "before", "recap_short", "recap_long"};

std::string memoryKey(const std::string& kind) {
    return "captions:" + kind;
}

}  // namespace

void addCaption(StudyCaptions& captions, const std::string& text, const Json& truth) {
    const auto claims = demo::readCaption(text);
    Json facts = truth.value("scene", Json::object());
    facts["objects"] = truth.at("objects");
    const auto check = demo::checkClaims(claims, facts);
    ++captions.n;
    captions.objects += check.objects;
    captions.counts += check.counts;
    captions.held_out += demo::isHeldOut(claims);
    if (!facts.contains("relation")) return;
    ++captions.related;
    captions.axis += check.axis;
    captions.relations += check.relation;
}

StudyShare studyShare(std::int64_t part, std::int64_t total) {
    const auto k = static_cast<double>(part), n = static_cast<double>(total);
    const auto interval = wilsonInterval(k, n);
    return {total > 0 ? k / n : 0, interval.low, interval.high, total};
}

StudyShare rightObjects(const StudyCaptions& captions) {
    return studyShare(captions.objects, captions.n);
}

StudyShare rightNumbers(const StudyCaptions& captions) {
    return studyShare(captions.counts, captions.n);
}

StudyShare rightRelations(const StudyCaptions& captions) {
    return studyShare(captions.relations, captions.related);
}

StudyCaptions countCaptions(Project& project, const std::string& source) {
    std::map<std::int64_t, std::string> texts;
    for (const auto& caption : project.captions().forSource(source)) texts[caption.image.value] = caption.text;
    std::set<std::int64_t> human;
    for (const auto& caption : project.captions().forSource("human_short")) human.insert(caption.image.value);
    StudyCaptions captions{.kind = source};
    for (const auto& [image, attributes] : project.images().attributesOf()) {
        const auto it = texts.find(image.value);
        if (it != texts.end() && attributes.contains("objects") && !human.contains(image.value))
            addCaption(captions, it->second, attributes);
    }
    return captions;
}

void remember(StudyMemory& memory, const StudyCaptions& c) {
    memory.set(memoryKey(c.kind), {{"n", c.n},
                                   {"objects", c.objects},
                                   {"counts", c.counts},
                                   {"related", c.related},
                                   {"axis", c.axis},
                                   {"relations", c.relations},
                                   {"held_out", c.held_out}});
}

std::vector<StudyCaptions> captionsIn(const Json& memory) {
    std::vector<StudyCaptions> all;
    for (const char* kind : kKinds) {
        const auto saved = memory.find(memoryKey(kind));
        if (saved == memory.end() || !saved->is_object()) continue;
        const auto number = [&](const char* key) { return saved->value(key, std::int64_t{0}); };
        all.push_back({kind, number("n"), number("objects"), number("counts"), number("related"), number("axis"),
                       number("relations"), number("held_out")});
    }
    return all;
}

std::vector<StudyCaptions> rememberedCaptions(const StudyMemory& memory) {
    Json saved = Json::object();
    for (const char* kind : kKinds) saved[memoryKey(kind)] = memory.get(memoryKey(kind));
    return captionsIn(saved);
}

}  // namespace recap
