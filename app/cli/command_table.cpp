// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_table.h"

#include "cli/at_least.h"
#include "cli/option_flags.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <sstream>
#include <vector>

#ifndef RECAP_VERSION
#define RECAP_VERSION "unknown"
#endif

namespace recap::cli {
namespace {

std::string checkDevice(const std::string& text) {
    const bool indexed = text.rfind("cuda:", 0) == 0 && text.size() > 5 &&
                         std::all_of(text.begin() + 5, text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text == "auto" || text == "cpu" || text == "cuda" || indexed) return {};
    return "must be auto, cpu, cuda or cuda:N, not '" + text + "'";
}

std::size_t editDistance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

// The command that the words on the line lead to, and the path to it ("recap dataset import").
const CLI::App* deepestCommand(const CLI::App& root, int argc, const char* const* argv, std::string& path) {
    const CLI::App* app = &root;
    path = root.get_name();
    for (int i = 1; i < argc; ++i) {
        const auto children = app->get_subcommands([&](const CLI::App* child) { return child->get_name() == argv[i]; });
        if (children.empty()) continue;
        app = children.front();
        path += ' ' + app->get_name();
    }
    return app;
}

std::string nearestName(const CLI::App& root, const CLI::App& app, const std::string& wrong) {
    std::vector<std::string> names;
    if (wrong.rfind("-", 0) == 0) {
        for (const auto* owner : {&app, &root})
            for (const auto* option : owner->get_options())
                for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    } else {
        for (const auto* child : app.get_subcommands([](const CLI::App*) { return true; }))
            names.push_back(child->get_name());
    }
    std::string best;
    std::size_t least = std::max<std::size_t>(2, wrong.size() / 3) + 1;
    for (const auto& name : names) {
        const std::size_t distance = editDistance(wrong, name);
        if (distance < least) {
            least = distance;
            best = name;
        }
    }
    return best;
}

// Whether the word before was an option that takes a value, so that this word is no name.
bool isValueOf(const CLI::App& root, const std::string& previous) {
    if (previous.rfind("--", 0) != 0) return false;
    const auto* option = root.get_option_no_throw(previous);
    return option != nullptr && option->get_expected_min() > 0;
}

// The first word on the line that names no command of `app`; empty when there is none.
std::string unknownCommand(const CLI::App& root, const CLI::App& app, int argc, const char* const* argv) {
    bool below = &app == &root;  // words up to the name of `app` belong to its path
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (below && word.rfind("-", 0) != 0 && !isValueOf(root, argv[i - 1])) return word;
        below = below || word == app.get_name();
    }
    return {};
}

// What the parser could not place; an option rather than a value that followed it.
std::string unexpectedWord(const std::string& message) {
    const auto colon = message.find(": ");
    std::istringstream words(colon == std::string::npos ? std::string() : message.substr(colon + 2));
    std::string first;
    for (std::string word; words >> word;) {
        if (word.front() == '-') return word;
        if (first.empty()) first = word;
    }
    return first;
}

// "--use-ema", ... of every command.
void collectBoolNames(const CLI::App& app, std::set<std::string>& names) {
    for (const auto* option : app.get_options())
        if (option->get_type_name() == kBoolType) names.insert(option->get_name());
    for (const auto* below : app.get_subcommands([](const CLI::App*) { return true; })) collectBoolNames(*below, names);
}

// Options of a command that has commands below it ("recap demo --scale") may stand behind the name of one of those,
// where they would do nothing.
void refuseOptionsOfParents(const CLI::App& chosen) {
    std::string path = chosen.get_name();
    for (const auto* app = chosen.get_parent(); app != nullptr; app = app->get_parent())
        path = app->get_name() + ' ' + path;
    const auto* parent = chosen.get_parent();
    std::string parentPath = path;
    for (; parent != nullptr && parent->get_parent() != nullptr; parent = parent->get_parent()) {
        parentPath.resize(parentPath.rfind(' '));
        for (const auto* option : parent->get_options())
            if (option->count() > 0)
                throw CLI::ParseError(
                    option->get_name() + " is an option of '" + parentPath + "' and has no effect on '" + path + "'",
                    CLI::ExitCodes::ExtrasError);
    }
}

std::string firstLine(std::string text) {
    text.resize(std::min(text.size(), text.find('\n')));
    return text;
}

}  // namespace

CommandTable::CommandTable()
    : root_("RECAP Workbench: audit captions, fine-tune, compare and judge text-to-image models.", "recap") {
    root_.fallthrough();  // the options below may stand behind a command's name; inherited by every command
    root_.require_subcommand(1);
    root_.set_version_flag("--version", std::string("recap ") + RECAP_VERSION, "Print the version");
    root_.set_help_all_flag("--help-all", "Print the help of every command");
    root_.add_flag("--json", common_.json, "Write one JSON object per line to standard output");
    root_.add_flag("--quiet", common_.quiet, "Print only results and errors");
    root_.add_flag("--verbose", common_.verbose, "Write more log lines to standard error");
    root_.add_option("--threads", common_.threads, "Compute threads; 0 uses all cores")->check(CLI::Range(0, 1024));
    root_.add_option("--device", common_.device, "auto, cpu, cuda or cuda:N")->check(checkDevice);
    root_.add_option("--seed", common_.seed, "Seed of all random numbers")->check(atLeast(0));
    root_.footer("Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped by the user.");
}

CLI::App* CommandTable::group(const std::string& name, const std::string& help) {
    auto* app = root_.add_subcommand(name, help);
    app->require_subcommand(1);
    return app;
}

CLI::App* CommandTable::command(const std::string& name, const std::string& help, Action action) {
    return command(&root_, name, help, std::move(action));
}

CLI::App* CommandTable::command(CLI::App* parent, const std::string& name, const std::string& help, Action action) {
    auto* app = parent->add_subcommand(name, help);
    app->callback([this, app, run = std::move(action)] {
        // A command may have commands below it ("demo" and "demo pretrain"); the innermost one on the line is meant.
        if (!app->get_subcommands().empty()) return;
        refuseOptionsOfParents(*app);
        chosen_ = run;
    });
    return app;
}

// A query may begin with a minus: '-has:human' is no option. A blank in front says so, and means nothing in a query.
// Options have two dashes or one letter; a number keeps its sign.
void CommandTable::parse(int argc, const char* const* argv) {
    std::vector<std::string> words(argv, argv + argc);
    const bool query = argc > 2 && words[1] == "dataset" && words[2] == "query";
    std::set<std::string> bools;
    collectBoolNames(root_, bools);
    std::vector<const char*> given;
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto& word = words[i];
        // "--use-ema PROJECT": a yes-or-no option takes the next word only when that is a yes or a no.
        if (bools.contains(word) && (i + 1 == words.size() || !boolFromWord(words[i + 1]))) word += "=true";
        const bool dash =
            word.size() > 2 && word[0] == '-' && word[1] != '-' && word[1] != '.' && (word[1] < '0' || word[1] > '9');
        if (dash && (query || word.find_first_of(":<>= ") != std::string::npos)) word.insert(0, " ");
        given.push_back(word.c_str());
    }
    root_.parse(argc, given.data());
}

std::string usageSentence(const CLI::App& root, int argc, const char* const* argv, const CLI::ParseError& error) {
    std::string path;
    const CLI::App* app = deepestCommand(root, argc, argv, path);
    const std::string hint = " Try '" + path + " --help'.";
    const auto* extras = dynamic_cast<const CLI::ExtrasError*>(&error);
    const bool noCommand = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr &&
                           !app->get_subcommands([](const CLI::App*) { return true; }).empty();
    if (extras == nullptr && !noCommand) {
        std::string text = firstLine(error.what());
        if (text.empty() || text.back() != '.') text += '.';
        return text + hint;
    }
    const std::string wrong =
        extras != nullptr ? unexpectedWord(firstLine(error.what())) : unknownCommand(root, *app, argc, argv);
    if (wrong.empty()) return "A command is missing." + hint;
    const bool isOption = wrong.front() == '-';
    std::string sentence = isOption            ? "There is no option '" + wrong + "'"
                           : extras != nullptr ? "'" + wrong + "' was not expected"
                                               : "There is no command '" + wrong + "'";
    const std::string near = nearestName(root, *app, wrong.substr(0, wrong.find('=')));
    if (!near.empty())
        sentence += "; did you mean '" + near + "'?";
    else
        sentence += '.';
    return sentence + hint;
}

}  // namespace recap::cli
