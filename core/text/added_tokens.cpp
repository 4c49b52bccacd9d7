// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/added_tokens.h"

#include "base/error.h"
#include "base/json.h"
#include "base/unicode.h"
#include "text/characters.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace recap {
namespace {

// A token as one of the files writes it. transformers keeps a plain text apart from an object with the same content.
struct Written {
    std::string content;
    bool plain = true;
    std::optional<bool> normalized;
    bool special = false;
    bool singleWord = false, leftStrip = false, rightStrip = false;

    bool isNormalized() const { return normalized.value_or(!special); }
    bool operator==(const Written& other) const {
        if (content != other.content || plain != other.plain) return false;
        return plain ||
               (isNormalized() == other.isNormalized() && special == other.special && singleWord == other.singleWord &&
                leftStrip == other.leftStrip && rightStrip == other.rightStrip);
    }
};

[[noreturn]] void refuse(const std::string& origin, const Message& why) {
    throw Error(ErrorCode::BadFormat, message("%1: %2.", origin, why));
}

bool flagOf(const Json& object, const char* name) {
    const auto value = object.find(name);
    return value != object.end() && value->is_boolean() && value->get<bool>();
}

// A text, or an object with "content"; nothing for anything else, e.g. null.
std::optional<Written> writtenToken(const Json& value) {
    Written token;
    if (value.is_string()) {
        token.content = value.get<std::string>();
        return token;
    }
    const bool object = value.is_object() && value.contains("content") && value["content"].is_string();
    if (!object) return std::nullopt;
    token.content = value["content"].get<std::string>();
    token.plain = false;
    if (const auto normalized = value.find("normalized"); normalized != value.end() && normalized->is_boolean())
        token.normalized = normalized->get<bool>();
    token.special = flagOf(value, "special");
    token.singleWord = flagOf(value, "single_word");
    token.leftStrip = flagOf(value, "lstrip");
    token.rightStrip = flagOf(value, "rstrip");
    return token;
}

std::int64_t idOf(const Json& value, const std::string& content, const std::string& origin) {
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0)
        refuse(origin, message("the id of the added token '%1' is not a number of the vocabulary", content));
    return value.get<std::int64_t>();
}

std::int64_t idOf(const std::string& text, const std::string& origin) {
    std::int64_t id = -1;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), id).ptr;
    if (end != text.data() + text.size() || id < 0)
        refuse(origin, message("'%1' in added_tokens_decoder is not a number of the vocabulary", text));
    return id;
}

// Only the list: the vocabulary beside it may be read from vocab.json.
Json addedTokensOfTokenizerJson(const std::string& text, const std::string& origin) {
    const auto keep = [](int depth, Json::parse_event_t event, Json& parsed) {
        return depth != 1 || event != Json::parse_event_t::key || parsed == "added_tokens";
    };
    try {
        const Json json = Json::parse(text, keep);
        return json.is_object() ? json.value("added_tokens", Json::array()) : Json::array();
    } catch (const Json::exception& problem) {
        refuse(origin, message("it is not JSON: %1", problem.what()));
    }
}

// The special tokens in the order in which transformers looks at them.
constexpr std::array kNames{"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"};

class Names {
public:
    Names(const ClipTokenizerFiles& files, const std::string& origin) : files_(files), origin_(origin) {
        config_ = file("tokenizer_config.json");
        readNamed(config_, false);
        extra_ = listOf(config_, "extra_special_tokens", false);
        if (extra_.empty()) extra_ = listOf(config_, "additional_special_tokens", false);
        if (config_.contains("added_tokens_decoder")) {
            readDecoder(config_["added_tokens_decoder"]);
        } else {
            readSpecialMap(file("special_tokens_map.json"));
            readAddedTokens(file("added_tokens.json"));
            readTokenizerJson();
        }
        // A special token that is listed has the properties of the list.
        for (auto& [name, token] : named_)
            if (const auto listed = byContent_.find(token.content); listed != byContent_.end()) token = listed->second;
        fillIn("bos_token", defaults_.start);
        fillIn("eos_token", defaults_.end);
        fillIn("unk_token", defaults_.unknown);
        fillIn("pad_token", defaults_.padding);
    }

    ClipTokenNames result() const {
        ClipTokenNames out;
        out.special = {named_.at("bos_token").content, named_.at("eos_token").content, named_.at("pad_token").content,
                       named_.at("unk_token").content};
        std::vector<Written> tokens;
        for (const auto& [id, token] : byId_) tokens.push_back(token);
        const auto add = [&](const Written& token) {
            if (isListed(token.content)) return;
            if (std::find(tokens.begin(), tokens.end(), token) == tokens.end()) tokens.push_back(token);
        };
        for (const char* name : kNames)
            if (const auto found = named_.find(name); found != named_.end()) add(found->second);
        for (const auto& [name, token] : named_)
            if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) add(token);
        for (const auto& token : extra_) add(token);
        for (auto token : tokens) {
            if (token.content.empty()) continue;
            const bool isNamed = std::any_of(named_.begin(), named_.end(),
                                             [&](const auto& entry) { return entry.second.content == token.content; });
            token.special = token.special || token.plain || isNamed;
            out.added.push_back({token.content, token.isNormalized(), token.singleWord, isListed(token.content)});
        }
        return out;
    }

private:
    Json file(const std::string& name) const {
        const auto found = files_.find(name);
        if (found == files_.end()) return Json::object();
        Json json = parseJson(found->second, origin_ + "/" + name);
        return json.is_object() ? json : Json::object();
    }
    bool isListed(const std::string& content) const {
        return std::any_of(byId_.begin(), byId_.end(),
                           [&](const auto& entry) { return entry.second.content == content; });
    }
    void readNamed(const Json& json, bool special) {
        for (const auto& [name, value] : json.items()) {
            auto token = name.ends_with("_token") ? writtenToken(value) : std::nullopt;
            if (!token) continue;
            if (special && !token->plain) token->special = true;
            named_[name] = *token;
        }
    }
    std::vector<Written> listOf(const Json& json, const char* name, bool special) const {
        std::vector<Written> out;
        const auto list = json.find(name);
        if (list == json.end() || !list->is_array()) return out;
        for (const auto& value : *list)
            if (auto token = writtenToken(value)) {
                if (special && !token->plain) token->special = true;
                out.push_back(std::move(*token));
            }
        return out;
    }
    void list(std::int64_t id, const Written& token) {
        byId_[id] = token;
        byContent_[token.content] = token;
    }
    void readDecoder(const Json& decoder) {
        if (!decoder.is_object())
            refuse(origin_ + "/tokenizer_config.json", message("added_tokens_decoder is not an object"));
        for (const auto& [id, value] : decoder.items()) {
            auto token = writtenToken(value);
            if (!token || token->plain)
                refuse(origin_ + "/tokenizer_config.json", message("the added token %1 has no content", id));
            list(idOf(id, origin_ + "/tokenizer_config.json"), *token);
        }
    }
    void readSpecialMap(const Json& map) {
        readNamed(map, true);
        for (auto& token : listOf(map, "extra_special_tokens", true))
            if (std::find(extra_.begin(), extra_.end(), token) == extra_.end()) extra_.push_back(token);
        listedSpecials_ = extra_;
        if (extra_.empty()) extra_ = listOf(map, "additional_special_tokens", true);
    }
    void readAddedTokens(const Json& tokens) {
        const Json special = file("special_tokens_map.json");
        for (const auto& [content, id] : tokens.items()) {
            Written token{content, false, std::nullopt, isSpecial(content, special), false, false, false};
            token.normalized = !token.special;
            list(idOf(id, content, origin_ + "/added_tokens.json"), token);
        }
    }
    // As transformers decides it: an object of tokenizer_config.json is not yet compared by its content there.
    bool isSpecial(const std::string& content, const Json& specialMap) const {
        const auto same = [&](const Written& token) { return token.content == content; };
        for (const char* name : kNames)
            if (const auto named = named_.find(name); named != named_.end() && same(named->second))
                if (named->second.plain || specialMap.contains(name)) return true;
        return std::any_of(listedSpecials_.begin(), listedSpecials_.end(), same);
    }
    void readTokenizerJson() {
        const auto text = files_.find("tokenizer.json");
        if (text == files_.end()) return;
        const std::string origin = origin_ + "/tokenizer.json";
        for (const auto& value : addedTokensOfTokenizerJson(text->second, origin)) {
            const auto token = writtenToken(value);
            if (!token || token->plain || !value.contains("id"))
                refuse(origin, message("an added token has no content or id"));
            list(idOf(value["id"], token->content, origin), *token);
        }
    }
    void fillIn(const char* name, const std::string& content) {
        if (named_.contains(name)) return;
        Written token;
        token.content = content;
        named_[name] = token;
    }

    const ClipTokenizerFiles& files_;
    const std::string& origin_;
    const ClipSpecialTokens defaults_;
    Json config_;
    std::map<std::string, Written> named_;  // special tokens by the name of their field
    std::vector<Written> extra_, listedSpecials_;
    std::map<std::int64_t, Written> byId_;      // lists of added tokens; of two with one id the later one counts
    std::map<std::string, Written> byContent_;  // the same by their text
};

// Of the Unicode class \w.
bool wordBeginsAt(std::string_view text) {
    return !text.empty() && isRegexWord(codePoints(text.substr(0, 4)).front());
}

bool wordEndsAt(std::string_view text) {
    if (text.empty()) return false;
    std::size_t begin = text.size() - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    return isRegexWord(codePoints(text.substr(begin)).back());
}

}  // namespace

ClipTokenNames readTokenNames(const ClipTokenizerFiles& files, const std::string& origin) {
    return Names(files, origin).result();
}

void TokenFinder::add(std::string content, std::int64_t id, bool singleWord) {
    if (content.empty()) return;
    auto& list = patterns_[content.front()];
    const auto place = std::find_if(list.begin(), list.end(),
                                    [&](const Pattern& pattern) { return pattern.content.size() <= content.size(); });
    list.insert(place, {std::move(content), id, singleWord});
}

const TokenFinder::Pattern* TokenFinder::longestAt(std::string_view text, std::size_t place) const {
    const auto list = patterns_.find(text[place]);
    if (list == patterns_.end()) return nullptr;
    for (const auto& pattern : list->second)
        if (text.substr(place).starts_with(pattern.content)) return &pattern;
    return nullptr;
}

std::optional<TokenFinder::Match> TokenFinder::next(std::string_view text, std::size_t from) const {
    if (patterns_.empty()) return std::nullopt;
    for (std::size_t place = from; place < text.size(); ++place) {
        const Pattern* pattern = longestAt(text, place);
        if (pattern == nullptr) continue;
        const std::size_t end = place + pattern->content.size();
        const bool inside = wordEndsAt(text.substr(0, place)) || wordBeginsAt(text.substr(end));
        if (!pattern->singleWord || !inside) return Match{place, end, pattern->id};
        place = end - 1;  // found and put aside: the search goes on behind it
    }
    return std::nullopt;
}

}  // namespace recap
