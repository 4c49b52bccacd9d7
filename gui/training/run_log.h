// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/runs/run_watch.h"

#include <QDateTime>
#include <QString>

namespace recap::gui {

// "14:05:09  Step 400: saved step-000400"; the time is local.
QString timedLine(const QDateTime& time, const QString& text);
QString timedLine(const RunLogLine& line);

}  // namespace recap::gui
