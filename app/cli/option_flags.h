// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"
#include "cli/command_table.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recap::cli {

// Type name of options that are a yes or a no.
inline constexpr const char* kBoolType = "BOOL";
// "learning_rate" as "--learning-rate".
std::string flagName(std::string field);
// true, on, yes, 1; false, off, no, 0.
std::optional<bool> boolFromWord(std::string_view word);

// One command-line option for each described field of an option struct: "learning_rate" becomes --learning-rate. Fields
// that every command has anyway (seed, threads, device) are left to the common options.
class OptionFlags {
public:
    OptionFlags(CLI::App& app, const std::vector<FieldDescription>& fields,
                const std::vector<std::string>& leftOut = {});

    // The options given on the line, with the types of their fields; common options that were given are added where the
    // struct has such a field. Throws UsageError for a text that is no number.
    Json given(const CommonOptions& common) const;
    // Throws UsageError when one of the struct's own options was given: "<why>; leave out --max-steps."
    void requireNone(const std::string& why) const;

private:
    struct Flag {
        FieldDescription field;
        std::string text;
        CLI::Option* option = nullptr;
    };
    std::deque<Flag> flags_;  // a deque, because the parser keeps addresses of the texts
    std::vector<std::string> fields_;
};

// Throws UsageError for the first option whose value cannot be used.
template <class Options>
void requireValidFlags(const Options& options) {
    for (const auto& problem : validate(options))
        throw UsageError("The option " + problem.field + " " + problem.message.english() + ".");
}

// "--print-options": every option with type, default, range and help, as a JSON list and as text.
Json optionsAsJson(const std::vector<FieldDescription>& fields);
std::string optionsAsText(const std::vector<FieldDescription>& fields);

}  // namespace recap::cli
