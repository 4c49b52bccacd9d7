// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/coco_classes.h"

#include "base/unicode.h"

#include <algorithm>
#include <unordered_map>

namespace recap {
namespace {

constexpr std::array<CocoClass, kCocoClassCount> kClasses{{
    {1, "person",
     "person/people, human, man/men, woman/women, boy, girl, child/children, kid, guy, lady, gentleman/gentlemen, "
     "adult, toddler, teenager, player, skier, surfer, snowboarder, skateboarder"},
    {2, "bicycle", "bike"},
    {3, "car", "automobile, sedan, taxi"},
    {4, "motorcycle", "motorbike, motor bike, motor cycle, dirt bike, moped, motor scooter"},
    {5, "airplane", "aeroplane, plane, jet, jetliner, airliner, air plane"},
    {6, "bus", "double decker"},
    {7, "train", "locomotive"},
    {8, "truck", "lorry, pickup"},
    {9, "boat", "ship, sailboat, canoe, kayak, yacht"},
    {10, "traffic light", "stop light, stoplight, traffic signal"},
    {11, "fire hydrant", "hydrant"},
    {13, "stop sign", ""},
    {14, "parking meter", ""},
    {15, "bench", ""},
    {16, "bird", "seagull, pigeon, duck, goose/geese, parrot, owl"},
    {17, "cat", "kitten, kitty"},
    {18, "dog", "puppy, sheep dog, sheepdog"},
    {19, "horse", "pony"},
    {20, "sheep", "sheep/sheep, lamb"},
    {21, "cow", "bull, calf/calves, cattle/cattle"},
    {22, "elephant", ""},
    {23, "bear", ""},
    {24, "zebra", ""},
    {25, "giraffe", ""},
    {27, "backpack", "back pack, rucksack"},
    {28, "umbrella", "parasol"},
    {31, "handbag", "hand bag, purse"},
    {32, "tie", "necktie, neck tie, bow tie"},
    {33, "suitcase", "suit case"},
    {34, "frisbee", ""},
    {35, "skis", "ski/skis"},
    {36, "snowboard", "snow board"},
    {37, "sports ball", "ball, soccer ball, tennis ball, basketball, volleyball"},
    {38, "kite", ""},
    {39, "baseball bat", "bat"},
    {40, "baseball glove", "baseball mitt, catcher's mitt, mitt"},
    {41, "skateboard", "skate board"},
    {42, "surfboard", "surf board"},
    {43, "tennis racket", "tennis racquet, racket, racquet"},
    {44, "bottle", ""},
    {46, "wine glass", "wineglass, glass of wine/glasses of wine"},
    {47, "cup", "mug"},
    {48, "fork", ""},
    {49, "knife", "knife/knives"},
    {50, "spoon", ""},
    {51, "bowl", ""},
    {52, "banana", ""},
    {53, "apple", ""},
    {54, "sandwich", ""},
    {55, "orange", ""},
    {56, "broccoli", "broccoli/broccoli"},
    {57, "carrot", ""},
    {58, "hot dog", "hotdog"},
    {59, "pizza", ""},
    {60, "donut", "doughnut"},
    {61, "cake", "birthday cake, cupcake"},
    {62, "chair", "armchair"},
    {63, "couch", "sofa"},
    {64, "potted plant", "pottedplant, house plant, houseplant, plant"},
    {65, "bed", ""},
    {67, "dining table", "diningtable, dinner table, kitchen table, table"},
    {70, "toilet", ""},
    {72, "tv", "television, tv monitor, tvmonitor, tv set, television set"},
    {73, "laptop", "laptop computer"},
    {74, "mouse", "mouse/mice, computer mouse/computer mice"},
    {75, "remote", "remote control, tv remote"},
    {76, "keyboard", "computer keyboard"},
    {77, "cell phone", "cellphone, cellular phone, mobile phone, smartphone, smart phone, phone"},
    {78, "microwave", "microwave oven"},
    {79, "oven", "stove"},
    {80, "toaster", ""},
    {81, "sink", ""},
    {82, "refrigerator", "fridge"},
    {84, "book", ""},
    {85, "clock", ""},
    {86, "vase", ""},
    {87, "scissors", "scissors/scissors"},
    {88, "teddy bear", "teddy, stuffed bear"},
    {89, "hair drier", "hair dryer, hairdryer, hairdrier, blow dryer"},
    {90, "toothbrush", "tooth brush"},
}};

// Phrases that hold a word of the table and name nothing of it.
constexpr std::string_view kOtherThings =
    "train station, train track, train car, rail car, box car, cable car, trolley car, passenger car, car park, car "
    "seat, "
    "bus stop, bus station, bus lane, bike rack, bike lane, truck stop, toilet paper, toilet seat, toilet lid, book "
    "shelf, "
    "book case, table cloth, table top, table tennis, table lamp, dog house, bird house, bird cage, bird bath, cat "
    "food, "
    "dog food, cow boy, horse shoe, orange juice, apple juice, apple pie, carrot cake, phone booth, phone pole, "
    "power plant, bed room, bed spread, cup holder, ski lift, ski slope, ski resort, ski pole, "
    "ski jump, snow plow, mickey mouse, bottle cap, jet ski, bear claw, boat house, boat dock, chair lift";

struct Form {
    int index = -1;  // -1: another thing
    bool singular = false, plural = false;
};

std::string regularPlural(std::string_view word) {
    const auto ends = [&](std::string_view tail) { return word.ends_with(tail); };
    if (ends("s") || ends("x") || ends("ch") || ends("sh")) return std::string(word) + "es";
    const bool consonant =
        word.size() > 1 && std::string_view("aeiou").find(word[word.size() - 2]) == std::string::npos;
    if (ends("y") && consonant) return std::string(word.substr(0, word.size() - 1)) + "ies";
    return std::string(word) + "s";
}

template <class Take>
void forEachPart(std::string_view list, char separator, const Take& take) {
    for (std::size_t begin = 0; begin < list.size();) {
        const auto end = std::min(list.find(separator, begin), list.size());
        take(trimmed(list.substr(begin, end - begin)));
        begin = end + 1;
    }
}

class Phrases {
public:
    static const Phrases& instance() {
        static const Phrases phrases;
        return phrases;
    }
    const Form* find(const std::string& phrase) const {
        const auto found = forms_.find(phrase);
        return found == forms_.end() ? nullptr : &found->second;
    }
    static constexpr std::size_t kLongest = 3;  // words

private:
    Phrases() {
        for (int i = 0; i < kCocoClassCount; ++i) {
            const auto& entry = kClasses[static_cast<std::size_t>(i)];
            forEachPart(entry.words, ',', [&](std::string_view word) { addWord(word, i); });
            // A name whose forms stand in its words ("skis", "sheep") has no further plural.
            if (!forms_.contains(std::string(entry.name))) addWord(entry.name, i);
        }
        forEachPart(kOtherThings, ',', [&](std::string_view phrase) {
            forms_[std::string(phrase)] = forms_[regularPlural(phrase)] = Form{};
        });
    }
    void addWord(std::string_view word, int index) {
        const auto slash = word.find('/');
        const std::string one(word.substr(0, slash));
        const std::string many = slash == word.npos ? regularPlural(one) : std::string(word.substr(slash + 1));
        Form &singular = forms_[one], &plural = forms_[many];
        singular.index = plural.index = index;
        singular.singular = plural.plural = true;
    }

    std::unordered_map<std::string, Form> forms_;
};

bool isWordByte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'' ||
           static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

const std::array<CocoClass, kCocoClassCount>& cocoClasses() {
    return kClasses;
}

std::vector<std::string> cocoClassNames() {
    std::vector<std::string> names;
    for (const auto& entry : kClasses) names.emplace_back(entry.name);
    return names;
}

std::optional<int> cocoIndexOfId(std::int64_t id) {
    const auto found = std::lower_bound(kClasses.begin(), kClasses.end(), id,
                                        [](const CocoClass& entry, std::int64_t wanted) { return entry.id < wanted; });
    if (found == kClasses.end() || found->id != id) return std::nullopt;
    return static_cast<int>(found - kClasses.begin());
}

std::optional<int> cocoIndexNamed(std::string_view name) {
    std::string wanted = toLower(trimmed(name));
    std::replace_if(
        wanted.begin(), wanted.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
    const Form* form = Phrases::instance().find(wanted);
    if (form == nullptr || form->index < 0) return std::nullopt;
    return form->index;
}

std::string cocoName(int index) {
    return std::string(kClasses.at(static_cast<std::size_t>(index)).name);
}

std::string asCocoName(const std::string& name) {
    const auto index = cocoIndexNamed(name);
    return index ? cocoName(*index) : name;
}

std::vector<CaptionWord> captionWords(std::string_view caption) {
    std::vector<CaptionWord> words;
    bool follows = true;
    for (std::size_t at = 0; at < caption.size();) {
        if (!isWordByte(caption[at])) {
            follows = follows && (caption[at] == ' ' || caption[at] == '-');
            ++at;
            continue;
        }
        const auto begin = at;
        while (at < caption.size() && isWordByte(caption[at])) ++at;
        words.push_back({toLower(caption.substr(begin, at - begin)), begin, at, !words.empty() && follows});
        follows = true;
    }
    return words;
}

std::vector<CocoMention> cocoMentions(const std::vector<CaptionWord>& words) {
    std::vector<CocoMention> mentions;
    for (std::size_t begin = 0; begin < words.size();) {
        std::string phrase;
        const Form* longest = nullptr;
        std::size_t end = begin + 1;
        for (std::size_t n = 0; n < Phrases::kLongest && begin + n < words.size(); ++n) {
            if (n > 0 && !words[begin + n].follows) break;
            phrase += (n > 0 ? " " : "") + words[begin + n].text;
            if (const Form* form = Phrases::instance().find(phrase)) {
                longest = form;
                end = begin + n + 1;
            }
        }
        if (longest != nullptr && longest->index >= 0)
            mentions.push_back({longest->index, begin, end, longest->singular, longest->plural});
        begin = end;
    }
    return mentions;
}

}  // namespace recap
