// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class CurveTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void steps_in_order_are_kept_as_they_come();
    void a_resumed_run_replaces_what_followed_its_checkpoint();
    void values_that_are_not_finite_are_counted_and_not_drawn();
};

}  // namespace recap::gui
