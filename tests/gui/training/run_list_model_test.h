// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class RunListModelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void running_comes_first_then_the_queue_then_the_newest();
    void a_selection_stays_on_its_run_when_the_order_changes();
    void progress_changes_one_card_only();
    void the_status_line_says_what_counts_data();
    void the_status_line_says_what_counts();
    void pictures_drawn_from_a_run_share_its_series();
    void the_summary_names_parts_captions_rate_and_steps();
};

}  // namespace recap::gui
