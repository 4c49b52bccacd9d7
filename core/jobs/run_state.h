// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/enum_names.h"

namespace recap {

// How far a run is. The names stand in the project's database and in the JSON of the command line.
enum class RunState { Queued, Running, Paused, Done, Failed, Cancelled, Interrupted };
inline constexpr EnumNames<RunState, 7> kRunStateNames{{{RunState::Queued, "queued"},
                                                        {RunState::Running, "running"},
                                                        {RunState::Paused, "paused"},
                                                        {RunState::Done, "done"},
                                                        {RunState::Failed, "failed"},
                                                        {RunState::Cancelled, "cancelled"},
                                                        {RunState::Interrupted, "interrupted"}}};

// A program works on it, or did when it was last heard of.
constexpr bool isWorking(RunState state) {
    return state == RunState::Running || state == RunState::Paused;
}
// Nothing more comes of it unless it is continued.
constexpr bool isEnded(RunState state) {
    return state != RunState::Queued && !isWorking(state);
}
// It ended before its last step.
constexpr bool isUnfinished(RunState state) {
    return isEnded(state) && state != RunState::Done;
}

// How far a stage of a job graph is. Skipped: it was done before.
enum class StageState { Waiting, Running, Done, Skipped, Failed, Cancelled };
inline constexpr EnumNames<StageState, 6> kStageStateNames{{{StageState::Waiting, "waiting"},
                                                            {StageState::Running, "running"},
                                                            {StageState::Done, "done"},
                                                            {StageState::Skipped, "skipped"},
                                                            {StageState::Failed, "failed"},
                                                            {StageState::Cancelled, "cancelled"}}};

constexpr bool isComplete(StageState state) {
    return state == StageState::Done || state == StageState::Skipped;
}

}  // namespace recap
