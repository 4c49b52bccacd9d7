// SPDX-License-Identifier: GPL-3.0-or-later
//
// One function a command: adds it with its options to the table.
#pragma once

#include "cli/command_table.h"

namespace recap::cli {

void addDoctor(CommandTable& table);
void addConvert(CommandTable& table);
void addInspect(CommandTable& table);
void addProject(CommandTable& table);
void addDataset(CommandTable& table);
void addCaption(CommandTable& table);
void addTrain(CommandTable& table);
void addRuns(CommandTable& table);
void addSample(CommandTable& table);
void addPrompts(CommandTable& table);
void addJudges(CommandTable& table);
void addMetrics(CommandTable& table);
void addMetricPictures(CommandTable& table, CLI::App* group);  // a command of addMetrics
void addRate(CommandTable& table);
void addDemo(CommandTable& table);
void addBench(CommandTable& table);
void addCache(CommandTable& table);

}  // namespace recap::cli
