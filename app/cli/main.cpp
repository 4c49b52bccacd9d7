// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/commands/commands.h"
#include "cli/interrupt.h"

#include <cstring>
#include <iostream>
#include <new>

namespace {

using namespace recap;
using namespace recap::cli;

constexpr int kDone = 0, kFailed = 1, kWrongUsage = 2, kStopped = 130;

int reportUsage(ConsoleContext& console, const std::string& sentence) {
    console.fail("usage", sentence);
    return kWrongUsage;
}

int runChosen(const Action& action, ConsoleContext& console) {
    try {
        const InterruptGuard guard(console.control());
        action(console);
        return kDone;
    } catch (const UsageError& e) {
        return reportUsage(console, e.what());
    } catch (const Cancelled&) {
        console.fail("cancelled", "Stopped; finished work is kept.");
        return kStopped;
    } catch (const JobFailed& e) {
        console.fail(e.code(), e.what());
    } catch (const Error& e) {
        console.fail(errorCodeName(e.code()), e.what());
    } catch (const std::bad_alloc&) {
        console.fail(errorCodeName(ErrorCode::OutOfMemory), "There is not enough memory.");
    } catch (const std::exception& e) {
        console.fail(errorCodeName(ErrorCode::Internal), e.what());
    }
    return kFailed;
}

// The parser's own --help-all stops at the commands of a group.
void printAllHelp(const CLI::App& app, const std::string& above = {}) {
    std::cout << app.help(above) << '\n';
    const auto path = above.empty() ? app.get_name() : above + " " + app.get_name();
    for (const auto* below : app.get_subcommands([](const CLI::App*) { return true; })) printAllHelp(*below, path);
}

bool contains(int argc, char** argv, const char* option) {
    for (int i = 1; i < argc; ++i)
        if (std::strcmp(argv[i], option) == 0) return true;
    return false;
}

}  // namespace

int main(int argc, char** argv) {
    keepFreedMemory();
    CommandTable table;
    for (const auto add : {addProject, addDataset, addCaption, addTrain, addRuns, addSample, addPrompts, addJudges,
                           addMetrics, addRate, addDemo, addBench, addCache, addConvert, addInspect, addDoctor})
        add(table);
    try {
        table.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        if (dynamic_cast<const CLI::CallForAllHelp*>(&e) != nullptr) {
            printAllHelp(table.root());
            return kDone;
        }
        if (e.get_exit_code() == 0) return table.root().exit(e);  // --help, --version
        CommonOptions options;
        options.json = contains(argc, argv, "--json");
        ConsoleContext console(options);
        return reportUsage(console, usageSentence(table.root(), argc, argv, e));
    }
    const auto& common = table.common();
    setLogLevel(common.verbose ? LogLevel::Debug : common.quiet ? LogLevel::Error : LogLevel::Warning);
    ConsoleContext console(common);
    return runChosen(table.chosen(), console);
}
