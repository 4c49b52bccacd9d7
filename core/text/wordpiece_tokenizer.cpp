// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/wordpiece_tokenizer.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/json.h"
#include "base/unicode.h"
#include "text/characters.h"

#include <algorithm>

namespace recap {
namespace {

constexpr std::size_t kLongestWord = 100;  // code points; longer words are [UNK]

bool isControl(std::int32_t c) {
    return c != '\t' && c != '\n' && c != '\r' && isOther(c);
}

// BERT counts every ASCII symbol as punctuation, also those that Unicode calls something else.
bool splitsWords(std::int32_t c) {
    const bool ascii = (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
    return ascii || isPunctuation(c);
}

// Control characters removed, ideographs isolated, accents stripped, lower case.
std::vector<std::int32_t> normalized(std::string_view text) {
    std::string cleaned;
    for (const auto c : codePoints(text)) {
        if (c == 0 || c == 0xFFFD || isControl(c)) continue;
        if (isSpaceCharacter(c)) {
            cleaned += ' ';
        } else if (isCjk(c)) {
            cleaned += ' ';
            appendUtf8(cleaned, c);
            cleaned += ' ';
        } else {
            appendUtf8(cleaned, c);
        }
    }
    std::string stripped;
    for (const auto c : codePoints(toNfd(cleaned)))
        if (!isNonSpacingMark(c)) appendUtf8(stripped, c);
    return codePoints(toLower(stripped));
}

std::vector<std::string> extraSpecialTokens(const std::filesystem::path& folder) {
    const auto path = folder / "tokenizer_config.json";
    std::vector<std::string> out;
    if (!std::filesystem::exists(path)) return out;
    const Json config = readJsonFile(path);
    if (!config.is_object()) return out;
    auto add = [&](const Json& value) {
        if (value.is_string())
            out.push_back(value.get<std::string>());
        else if (value.is_object() && value.contains("content") && value["content"].is_string())
            out.push_back(value["content"].get<std::string>());
    };
    if (config.contains("bos_token")) add(config["bos_token"]);
    for (const char* name : {"additional_special_tokens", "extra_special_tokens"})
        if (config.contains(name) && config[name].is_array())
            for (const auto& token : config[name]) add(token);
    return out;
}

}  // namespace

WordPieceTokenizer WordPieceTokenizer::fromFolder(const std::filesystem::path& folder) {
    const std::string text = readTextFile(folder / "vocab.txt");
    std::vector<std::string> tokens;
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        auto line = rest.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        tokens.emplace_back(line);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return WordPieceTokenizer(std::move(tokens), extraSpecialTokens(folder));
}

WordPieceTokenizer::WordPieceTokenizer(std::vector<std::string> tokens, const std::vector<std::string>& extraSpecial)
    : tokens_(std::move(tokens)) {
    for (std::size_t i = 0; i < tokens_.size(); ++i) ids_[tokens_[i]] = static_cast<std::int64_t>(i);
    auto required = [&](const char* token) {
        const auto id = idOf(token);
        if (id < 0) throw Error(ErrorCode::BadFormat, message("The vocabulary has no %1 token.", token));
        specials_.emplace_back(token, id);
        return id;
    };
    cls_ = required("[CLS]");
    sep_ = required("[SEP]");
    pad_ = required("[PAD]");
    unknown_ = required("[UNK]");
    if (const auto mask = idOf("[MASK]"); mask >= 0) specials_.emplace_back("[MASK]", mask);
    for (const auto& token : extraSpecial) {
        if (token.empty()) continue;
        const auto [entry, isNew] = ids_.try_emplace(token, static_cast<std::int64_t>(tokens_.size()));
        if (isNew) tokens_.push_back(token);
        specials_.emplace_back(token, entry->second);
    }
}

std::int64_t WordPieceTokenizer::idOf(const std::string& token) const {
    const auto it = ids_.find(token);
    return it == ids_.end() ? -1 : it->second;
}

std::vector<std::int64_t> WordPieceTokenizer::encode(std::string_view text, std::size_t maxLength) const {
    const std::string repaired = repairUtf8(text);
    std::vector<std::int64_t> ids{cls_};
    for (std::string_view rest = repaired; !rest.empty();) {
        auto first = std::string_view::npos;
        const std::pair<std::string, std::int64_t>* special = nullptr;
        for (const auto& candidate : specials_) {
            const auto found = rest.find(candidate.first);
            if (found >= first) continue;
            first = found;
            special = &candidate;
        }
        appendPlain(rest.substr(0, first), ids);
        if (special == nullptr) break;
        ids.push_back(special->second);
        rest.remove_prefix(first + special->first.size());
    }
    if (maxLength > 0 && ids.size() + 1 > maxLength) ids.resize(maxLength - 1);
    ids.push_back(sep_);
    return ids;
}

void WordPieceTokenizer::appendPlain(std::string_view text, std::vector<std::int64_t>& ids) const {
    std::vector<std::int32_t> word;
    auto finish = [&] {
        if (!word.empty()) appendWord(word, ids);
        word.clear();
    };
    for (const auto c : normalized(text)) {
        if (isSpaceCharacter(c)) {
            finish();
        } else if (splitsWords(c)) {
            finish();
            word.push_back(c);
            finish();
        } else {
            word.push_back(c);
        }
    }
    finish();
}

// Greedy: the longest piece of the vocabulary first; a word that cannot be covered is [UNK] as a whole.
void WordPieceTokenizer::appendWord(const std::vector<std::int32_t>& word, std::vector<std::int64_t>& ids) const {
    if (word.size() > kLongestWord) {
        ids.push_back(unknown_);
        return;
    }
    std::vector<std::int64_t> pieces;
    for (std::size_t begin = 0; begin < word.size();) {
        std::int64_t id = -1;
        std::size_t end = word.size();
        for (; end > begin && id < 0; --end) {
            std::string piece = begin > 0 ? "##" : "";
            for (std::size_t k = begin; k < end; ++k) appendUtf8(piece, word[k]);
            id = idOf(piece);
        }
        if (id < 0) {
            ids.push_back(unknown_);
            return;
        }
        pieces.push_back(id);
        begin = end + 1;
    }
    ids.insert(ids.end(), pieces.begin(), pieces.end());
}

std::string WordPieceTokenizer::decode(std::span<const std::int64_t> ids) const {
    std::string out;
    for (const auto id : ids) {
        if (id < 0 || id >= static_cast<std::int64_t>(tokens_.size())) continue;
        const bool special =
            std::any_of(specials_.begin(), specials_.end(), [&](const auto& s) { return s.second == id; });
        if (special) continue;
        const auto& token = tokens_[static_cast<std::size_t>(id)];
        const bool closesUp = token == "." || token == "," || token == "?" || token == "!";
        const bool continues = token.starts_with("##");
        if (!out.empty() && !continues && !closesUp) out += ' ';
        out += continues && !out.empty() ? token.substr(2) : token;
    }
    return out;
}

}  // namespace recap
