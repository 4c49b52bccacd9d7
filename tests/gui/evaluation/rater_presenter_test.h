// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class RaterPresenterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void both_pictures_are_ready_before_an_answer_counts();
    void every_answer_is_on_disk_before_the_next_item();
    void an_undone_answer_brings_its_item_back();
    void a_paused_session_takes_no_answer();
    void an_answer_counts_only_after_both_pictures_were_seen_for_a_while();
    void times_are_those_during_which_the_pictures_were_to_be_seen();
    void leaving_and_coming_back_goes_on_at_the_same_item();
    void the_last_answer_ends_the_session_and_can_be_taken_back();
    void a_picture_that_is_gone_is_said_and_loses_nothing();
};

}  // namespace recap::gui
