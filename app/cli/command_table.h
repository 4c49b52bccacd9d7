// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/common_options.h"
#include "cli/console_context.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace recap::cli {

// What a command does after its options were parsed. Throws UsageError, Error, JobFailed or Cancelled.
using Action = std::function<void(ConsoleContext&)>;

// The commands by name; parsing chooses one.
class CommandTable {
public:
    CommandTable();

    // A word that only groups commands ("recap dataset ...").
    CLI::App* group(const std::string& name, const std::string& help);
    // A command at the top, or below a group. `action` is kept; options may be added to the returned parser.
    CLI::App* command(const std::string& name, const std::string& help, Action action);
    CLI::App* command(CLI::App* parent, const std::string& name, const std::string& help, Action action);

    // Throws CLI::ParseError (also for --help and --version).
    void parse(int argc, const char* const* argv);
    // After parse: the command to run.
    const Action& chosen() const { return chosen_; }
    const CommonOptions& common() const { return common_; }
    CLI::App& root() { return root_; }

private:
    CLI::App root_;
    CommonOptions common_;
    Action chosen_;
};

// One sentence for a mistake in the command line, with the nearest existing name and where to read on.
std::string usageSentence(const CLI::App& root, int argc, const char* const* argv, const CLI::ParseError& error);

}  // namespace recap::cli
