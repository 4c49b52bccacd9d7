// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class MessagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_message_moves_nothing_and_stays_until_it_is_put_away();
    void the_worst_message_lies_on_top_and_the_others_follow();
    void past_messages_can_be_read_again();
    void an_offer_is_taken_once_and_goes_with_its_subject();
    void a_stop_asked_for_in_the_strip_can_be_taken_back_in_the_strip_and_in_the_message();
    void the_strip_tells_what_other_programs_work_on();
    void closing_says_what_becomes_of_runs_that_wait();
    void each_project_opens_where_one_was_in_it();
};

}  // namespace recap::gui
