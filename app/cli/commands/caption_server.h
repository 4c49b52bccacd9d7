// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_table.h"
#include "cli/console_context.h"
#include "cli/option_flags.h"
#include "workflow/captioning/recaption_folder.h"
#include "workflow/captioning/server_caption_options.h"
#include "workflow/captioning/written_faults.h"

#include <optional>
#include <string>
#include <vector>

namespace recap::cli {

// The part of "caption run" that --server chooses. `shared`: the flags of the captioner, which has options of the same
// names.
class ServerFlags {
public:
    ServerFlags(CLI::App& command, const OptionFlags& shared, const std::vector<FieldDescription>& sharedFields);
    // Whether --server was given. Throws UsageError for options that only one of the two ways has.
    bool chosen() const;
    void run(const std::string& project, const std::optional<RecaptionShard>& shard, ConsoleContext& console) const;

private:
    Json given(const ConsoleContext& console) const;

    const OptionFlags& shared_;
    std::vector<std::string> own_;
    OptionFlags flags_;
};

// What a run's captions suffer from, by fault, and how many were decoded again.
void printFaults(const FaultCounts& faults, ConsoleContext& console);
void printDecodedAgain(std::int64_t number, ConsoleContext& console);

// "caption batch-export" and "caption batch-import".
void addCaptionBatches(CommandTable& table, CLI::App* group);

}  // namespace recap::cli
