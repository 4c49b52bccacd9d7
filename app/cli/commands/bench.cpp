// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/paths.h"
#include "cli/commands/commands.h"
#include "cli/option_flags.h"
#include "workflow/upkeep/bench_job.h"

#include <memory>

namespace recap::cli {
namespace {

void run(const std::string& kind, const OptionFlags& flags, ConsoleContext& console) {
    BenchOptions options;
    optionsFromJson(flags.given(console.options()), options, "the command line");
    requireValidFlags(options);
    Json rows = Json::array();
    BenchJob job(kind, options, (executableDirectory() / "recap").string(), [&](const BenchRow& row) {
        rows.push_back(toJson(row));
        console.print(toText(row));
    });
    runJob(job, console);
    console.result({{"rows", rows}});
}

}  // namespace

void addBench(CommandTable& table) {
    auto* group = table.group("bench", "Measure speed, side by side with a reference");
    for (const auto& kind : benchmarks()) {
        const auto flags = std::make_shared<std::unique_ptr<OptionFlags>>();
        auto* command = table.command(group, kind, "Benchmark of " + kind,
                                      [kind, flags](ConsoleContext& console) { run(kind, **flags, console); });
        *flags = std::make_unique<OptionFlags>(*command, listFields(BenchOptions{}));
    }
}

}  // namespace recap::cli
