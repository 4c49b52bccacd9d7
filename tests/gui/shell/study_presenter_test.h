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
    void a_study_finished_in_an_earlier_session_is_shown_at_once();
    void a_half_finished_study_offers_to_continue();
    void a_project_without_a_study_shows_the_windows_own();
    void running_again_asks_and_takes_another_seed_and_folder();
};

}  // namespace recap::gui
