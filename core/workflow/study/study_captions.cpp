// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/study/study_captions_internal.h"

#include "demo/held_out.h"

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

std::vector<StudyCaptions> rememberedCaptions(const StudyMemory& memory) {
    std::vector<StudyCaptions> all;
    for (const char* kind : kKinds) {
        const Json saved = memory.get(memoryKey(kind));
        if (!saved.is_object()) continue;
        const auto number = [&](const char* key) { return saved.value(key, std::int64_t{0}); };
        all.push_back({kind, number("n"), number("objects"), number("counts"), number("related"), number("axis"),
                       number("relations"), number("held_out")});
    }
    return all;
}

}  // namespace recap
