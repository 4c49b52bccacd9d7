// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class StudyPresenterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_stage_stands_below_all_it_waits_for();
    void stage_events_change_their_stage_and_the_count();
    void a_stopped_study_has_no_running_stage_and_can_start_again();
    void the_page_shows_progress_and_offers_to_stop();
};

}  // namespace recap::gui
