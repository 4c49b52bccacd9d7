// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/prompts/coco_prompts.h"

#include "base/error.h"
#include "base/random.h"
#include "metrics/coco_classes.h"
#include "workflow/prompts/counted_classes.h"
#include "workflow/prompts/spatial_words.h"

#include <algorithm>
#include <numeric>
#include <unordered_set>

namespace recap {
namespace {

using Chosen = std::vector<std::size_t>;  // indices of captions, ascending

bool hasInstance(const CocoPicture& picture, int index) {
    return picture.instances.contains(index) || picture.crowds.contains(index);
}

// At most `limit` of them (0: all), by the seed.
Chosen drawn(Chosen from, std::int64_t limit, std::uint64_t seed) {
    if (limit == 0 || std::cmp_less_equal(from.size(), limit)) return from;
    Random random(seed);
    random.shuffle(from);
    from.resize(static_cast<std::size_t>(limit));
    std::sort(from.begin(), from.end());
    return from;
}

class Builder {
public:
    Builder(const CocoCaptions& coco, const PromptBuildOptions& options)
        : coco_(coco), options_(options), seed_(static_cast<std::uint64_t>(options.seed)) {}

    std::vector<PromptItem> objects() const;
    std::vector<PromptItem> counts() const { return perCategory(&Builder::countItem); }
    std::vector<PromptItem> positions() const { return perCategory(&Builder::positionItem); }
    std::vector<PromptItem> distracted() const;
    std::vector<PromptItem> captions() const;

private:
    PromptItem itemOf(std::size_t caption) const {
        return {std::to_string(coco_.captions[caption].id), coco_.captions[caption].text, {}};
    }
    const CocoPicture& pictureOf(std::size_t caption) const { return coco_.pictures[coco_.captions[caption].picture]; }
    std::optional<PromptItem> countItem(std::size_t caption) const;
    std::optional<PromptItem> positionItem(std::size_t caption) const;
    std::vector<PromptItem> perCategory(std::optional<PromptItem> (Builder::*make)(std::size_t) const) const;
    Chosen randomCaptions(std::int64_t usual) const;
    std::vector<std::string> distractorsFor(std::size_t caption, Chosen& order, Random& random) const;

    const CocoCaptions& coco_;
    const PromptBuildOptions& options_;
    std::uint64_t seed_;
};

std::vector<PromptItem> Builder::objects() const {
    std::vector<Chosen> naming(kCocoClassCount);
    for (std::size_t i = 0; i < coco_.captions.size(); ++i) {
        std::set<int> named;
        for (const auto& mention : cocoMentions(captionWords(coco_.captions[i].text)))
            if (hasInstance(pictureOf(i), mention.index)) named.insert(mention.index);
        for (const int index : named) naming[static_cast<std::size_t>(index)].push_back(i);
    }
    std::map<std::size_t, std::vector<std::string>> classes;  // caption -> for which it was drawn
    for (int index = 0; index < kCocoClassCount; ++index)
        for (const auto caption : drawn(naming[static_cast<std::size_t>(index)], options_.per_class,
                                        deriveSeed(seed_, "soa " + cocoName(index))))
            classes[caption].push_back(cocoName(index));
    Chosen all;
    for (const auto& [caption, names] : classes) all.push_back(caption);
    std::vector<PromptItem> items;
    for (const auto caption : drawn(std::move(all), options_.count, deriveSeed(seed_, "soa"))) {
        PromptItem item = itemOf(caption);
        item.expect.classes = classes[caption];
        item.category = item.expect.classes.front();
        items.push_back(std::move(item));
    }
    return items;
}

std::optional<PromptItem> Builder::countItem(std::size_t caption) const {
    PromptItem item = itemOf(caption);
    int largest = 0;
    const auto& picture = pictureOf(caption);
    for (const auto& [index, number] : countedClasses(item.prompt)) {
        const auto found = picture.instances.find(index);
        const bool agrees =
            found != picture.instances.end() && found->second == number && !picture.crowds.contains(index);
        if (!agrees && number > 1) return std::nullopt;
        if (!agrees) continue;
        item.expect.counts[cocoName(index)] = number;
        largest = std::max(largest, number);
    }
    constexpr int kMost = 10;
    if (largest < 2 || largest > kMost) return std::nullopt;
    item.category = numberWord(largest);
    return item;
}

std::optional<PromptItem> Builder::positionItem(std::size_t caption) const {
    PromptItem item = itemOf(caption);
    const auto said = spatialCaption(item.prompt);
    const auto& picture = pictureOf(caption);
    if (!said || !hasInstance(picture, said->first) || !hasInstance(picture, said->second)) return std::nullopt;
    item.category = item.expect.relation = said->word;
    item.expect.first = cocoName(said->first);
    item.expect.second = cocoName(said->second);
    item.expect.false_prompt = said->false_caption;
    return item;
}

std::vector<PromptItem> Builder::perCategory(std::optional<PromptItem> (Builder::*make)(std::size_t) const) const {
    std::map<std::size_t, PromptItem> fitting;
    std::map<std::string, Chosen> categories;
    for (std::size_t i = 0; i < coco_.captions.size(); ++i)
        if (auto item = (this->*make)(i)) {
            categories[item->category].push_back(i);
            fitting.emplace(i, std::move(*item));
        }
    Chosen all;
    for (auto& [category, captions] : categories) {
        const auto some =
            drawn(std::move(captions), options_.per_class, deriveSeed(seed_, options_.kind + " " + category));
        all.insert(all.end(), some.begin(), some.end());
    }
    std::sort(all.begin(), all.end());
    std::vector<PromptItem> items;
    for (const auto caption : drawn(std::move(all), options_.count, deriveSeed(seed_, options_.kind)))
        items.push_back(std::move(fitting.at(caption)));
    return items;
}

// `usual`: how many without the option.
Chosen Builder::randomCaptions(std::int64_t usual) const {
    Chosen order(coco_.captions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random(deriveSeed(seed_, "captions"));
    random.shuffle(order);
    std::vector<std::size_t> turn(coco_.pictures.size());  // captions that a picture has given
    std::vector<std::pair<std::size_t, std::size_t>> rounds;
    for (const auto caption : order) rounds.emplace_back(turn[coco_.captions[caption].picture]++, caption);
    std::stable_sort(rounds.begin(), rounds.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const auto wanted = static_cast<std::size_t>(options_.count > 0 ? options_.count : usual);
    Chosen chosen;
    for (std::size_t i = 0; i < std::min(wanted, rounds.size()); ++i) chosen.push_back(rounds[i].second);
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

std::vector<PromptItem> Builder::captions() const {
    constexpr std::int64_t kUsual = 30000;  // of FID on COCO (Imagen, section 3)
    std::vector<PromptItem> items;
    for (const auto caption : randomCaptions(kUsual)) items.push_back(itemOf(caption));
    return items;
}

// The first of `order` after a shuffle that goes as far as it is needed.
std::vector<std::string> Builder::distractorsFor(std::size_t caption, Chosen& order, Random& random) const {
    const auto& own = coco_.captions[caption];
    std::unordered_set<std::string> taken{own.text};
    std::vector<std::string> out;
    for (std::size_t i = 0; i < order.size() && std::cmp_less(out.size(), options_.distractors); ++i) {
        const auto left = static_cast<std::int64_t>(order.size() - i);
        std::swap(order[i], order[i + static_cast<std::size_t>(random.below(left))]);
        const auto& other = coco_.captions[order[i]];
        if (other.picture != own.picture && taken.insert(other.text).second) out.push_back(other.text);
    }
    if (std::cmp_less(out.size(), options_.distractors))
        throw Error(ErrorCode::BadFormat,
                    message("The split %1 has too few captions for %2 distractors per prompt; set 'distractors' to %3 "
                            "or fewer.",
                            coco_.split, options_.distractors, out.size()));
    return out;
}

std::vector<PromptItem> Builder::distracted() const {
    constexpr std::int64_t kUsual = 5000;
    Chosen order(coco_.captions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random(deriveSeed(seed_, "distractors"));
    std::vector<PromptItem> items;
    for (const auto caption : randomCaptions(kUsual)) {
        PromptItem item = itemOf(caption);
        item.expect.distractors = distractorsFor(caption, order, random);
        items.push_back(std::move(item));
    }
    return items;
}

struct Kind {
    std::string_view name;
    bool instances;
    std::vector<PromptItem> (Builder::*build)() const;
};
constexpr std::array<Kind, 5> kKinds{{{"soa", true, &Builder::objects},
                                      {"ca", true, &Builder::counts},
                                      {"pa", true, &Builder::positions},
                                      {"rp", false, &Builder::distracted},
                                      {"coco", false, &Builder::captions}}};

const Kind& kindNamed(const std::string& name) {
    for (const auto& kind : kKinds)
        if (kind.name == name) return kind;
    throw Error(ErrorCode::InvalidOption,
                message("There is no kind of prompt set '%1'; there are: %2.", name, listOf(cocoPromptKinds())));
}

}  // namespace

std::vector<std::string_view> cocoPromptKinds() {
    std::vector<std::string_view> names;
    for (const auto& kind : kKinds) names.push_back(kind.name);
    return names;
}

bool needsInstances(const std::string& kind) {
    return kindNamed(kind).instances;
}

PromptSet cocoPrompts(const CocoCaptions& coco, const PromptBuildOptions& options) {
    auto items = (Builder(coco, options).*kindNamed(options.kind).build)();
    if (items.empty())
        throw Error(ErrorCode::BadFormat,
                    message("No caption of the split %1 gives a prompt of the kind '%2'.", coco.split, options.kind));
    PromptCollector collected(options.kind + "_" + coco.split);
    for (auto& item : items) {
        const std::string where = "captions_" + coco.split + ".json, id " + item.id;
        collected.add(std::move(item), where);
    }
    return collected.take();
}

}  // namespace recap
