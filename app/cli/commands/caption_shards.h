// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_table.h"
#include "cli/console_context.h"
#include "workflow/captioning/recaption_folder.h"
#include "workflow/captioning/recaption_report.h"

#include <memory>
#include <optional>
#include <string>

namespace recap::cli {

// The part of "caption run" that makes it one of several processes.
class ShardFlags {
public:
    explicit ShardFlags(CLI::App& command);
    // By --shard, else by torchrun's variables; none: one process that writes to the project. Throws UsageError.
    std::optional<RecaptionShard> shard() const;

private:
    std::string shard_;
    RecaptionShard options_;
    CLI::Option *folder_, *partSize_;
};

// The project as "caption run" needs it: only for reading when it is one of several processes.
std::shared_ptr<Project> projectFor(const std::string& path, bool isShard, ConsoleContext& console);

// Prints what a shard's process did and adds it to the command's result.
void addShard(const RecaptionShard& shard, const RecaptionReport& report, Json& result, ConsoleContext& console);

// "caption merge".
void addCaptionMerge(CommandTable& table, CLI::App* group);

}  // namespace recap::cli
