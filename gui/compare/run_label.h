// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QString>

namespace recap::gui {

// A model of the comparison: a run with the name people see and its series (colour, dash, marker).
struct RunLabel {
    RunId run;
    QString name;
    int series = 0;
    bool reference = false;  // real images: shown, never called the best
    bool operator==(const RunLabel&) const = default;
};

}  // namespace recap::gui
