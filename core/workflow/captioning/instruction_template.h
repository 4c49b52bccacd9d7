// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "data/records.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

class Project;

// What a model is asked about an image: a text with places for what the project knows of the image. {alttext} is its
// caption of the source alttext, {language} the language which that is probably in ("en"), {caption:SOURCE} its current
// caption of another source unless that was rejected, {attribute:NAME} an attribute of the data set. "{{" and "}}" are
// braces.
class InstructionTemplate {
public:
    // Throws Error(InvalidOption) for a place that there is not, and for a text that is empty.
    explicit InstructionTemplate(std::string_view text);

    struct Filled {
        std::string text = {};
        Message missing = {};  // what the image lacks, as a sentence; the text is then of no use
    };
    Filled fill(Project& project, ImageId image) const;
    // The sources of {caption:SOURCE}.
    std::vector<std::string> sources() const;

private:
    enum class Kind { Text, AltText, Language, Caption, Attribute };
    struct Part {
        Kind kind = Kind::Text;
        std::string text = {};  // of Text; the name of an Attribute; the source of a Caption
    };
    std::vector<Part> parts_;
};

// The option's text, or that of the text file which it names.
std::string instructionText(const std::string& option);

}  // namespace recap
