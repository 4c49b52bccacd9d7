// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "jobs/run_state.h"

#include <QString>

namespace recap::gui {

// A sentence of the core in the language of the window; in English where it has no translation.
QString coreText(const Message& message);
// The same for one text of the core, for the pages that it writes. May be called on any thread.
std::string coreWords(const std::string& english);
// A translated sentence for the code of a failure.
QString errorText(const Failed& failure);
// What exactly failed, in the language of the window. Failures that come from another program are known in English
// only.
QString errorDetail(const Failed& failure);
// What a job says.
QString messageText(const MessageEvent& event);

// The exception being handled as a value. Call inside a catch block only.
Failed currentFailure() noexcept;

// Names that come from the core as codes, for people: states of runs, statuses of captions.
QString runStateText(RunState state);
QString stageStateText(StageState state);
QString captionStatusText(const QString& status);
// Known caption sources have names people use ("Alt text", "RECAP short"); others are shown as they are.
QString captionSourceText(const QString& source);

// "1 h 05 min", "4 min", "12 s"
QString durationText(double seconds);
// "31.4", "0.0831", "8.2e-5": four significant digits at most.
QString numberText(double value);
// "1.9 GB"
QString bytesText(qint64 bytes);

}  // namespace recap::gui
