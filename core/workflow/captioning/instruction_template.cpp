// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/instruction_template.h"

#include "base/error.h"
#include "base/text_file.h"
#include "base/unicode.h"
#include "data/caption_use.h"
#include "data/language_guess.h"
#include "workflow/project/project.h"

#include <filesystem>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::string_view kAltText = "alttext", kLanguage = "language",
                           kCaption = "caption:", kAttribute = "attribute:";
constexpr std::size_t kLongestPath = 1024;
constexpr std::uintmax_t kLargestFile = 1 << 20;

}  // namespace

InstructionTemplate::InstructionTemplate(std::string_view text) {
    if (trimmed(text).empty()) throw Error(ErrorCode::InvalidOption, message("The instruction is empty."));
    std::string plain;
    const auto add = [&](Kind kind, std::string_view name = {}) {
        if (!plain.empty()) parts_.push_back({Kind::Text, plain});
        plain.clear();
        if (kind != Kind::Text) parts_.push_back({kind, std::string(name)});
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if ((c == '{' || c == '}') && at + 1 < text.size() && text[at + 1] == c) {
            plain += c;
            ++at;
        } else if (c == '{') {
            const auto end = text.find('}', at);
            const auto name = text.substr(at + 1, end == text.npos ? text.npos : end - at - 1);
            if (end != text.npos && name == kAltText)
                add(Kind::AltText);
            else if (end != text.npos && name == kLanguage)
                add(Kind::Language);
            else if (end != text.npos && name.starts_with(kCaption) && name.size() > kCaption.size())
                add(Kind::Caption, name.substr(kCaption.size()));
            else if (end != text.npos && name.starts_with(kAttribute) && name.size() > kAttribute.size())
                add(Kind::Attribute, name.substr(kAttribute.size()));
            else
                throw Error(ErrorCode::InvalidOption,
                            message("The instruction contains {%1}, which stands for nothing. There are {alttext}, "
                                    "{language}, {caption:SOURCE} and {attribute:NAME}; a brace is written twice.",
                                    repairUtf8(name.substr(0, 60))));
            at = end;
        } else {
            plain += c;
        }
    }
    add(Kind::Text);
}

InstructionTemplate::Filled InstructionTemplate::fill(Project& project, ImageId image) const {
    Filled filled;
    std::optional<std::string> alttext;
    std::optional<Json> attributes;
    for (const auto& part : parts_) {
        if (part.kind == Kind::Text) {
            filled.text += part.text;
        } else if (part.kind == Kind::Attribute) {
            if (!attributes) attributes = project.images().attributes(image);
            const auto it = attributes->find(part.text);
            if (it == attributes->end() || it->is_null())
                return {{}, message("The image has no attribute '%1', which the instruction asks for.", part.text)};
            filled.text += it->is_string() ? it->get<std::string>() : toJsonLine(*it);
        } else if (part.kind == Kind::Caption) {
            const auto caption = project.captions().current(image, part.text);
            if (!caption || captionRefusal(caption->text, caption->status, false))
                return {{}, message("The image has no caption of '%1', which the instruction asks for.", part.text)};
            filled.text += caption->text;
        } else {
            if (!alttext) {
                const auto caption = project.captions().current(image, kAltText);
                alttext = caption ? caption->text : std::string();
            }
            if (trimmed(*alttext).empty())
                return {{}, message("The image has no alt text, which the instruction asks for.")};
            filled.text += part.kind == Kind::AltText ? *alttext : guessLanguage(*alttext);
        }
    }
    filled.text = repairUtf8(filled.text);
    return filled;
}

std::vector<std::string> InstructionTemplate::sources() const {
    std::vector<std::string> names;
    for (const auto& part : parts_)
        if (part.kind == Kind::Caption) names.push_back(part.text);
    return names;
}

std::string instructionText(const std::string& option) {
    std::error_code error;
    const bool isFile = option.size() < kLongestPath && option.find('\n') == option.npos &&
                        fs::is_regular_file(fs::path(option), error);
    return std::string(trimmed(isFile ? readText(option, kLargestFile) : option));
}

}  // namespace recap
