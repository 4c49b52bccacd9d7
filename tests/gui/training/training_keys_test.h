// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class TrainingKeysTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void no_letter_acts_wherever_the_keyboard_is();
    void letters_do_nothing_under_the_form();
    void letters_do_nothing_while_the_log_has_the_keyboard();
    void a_stop_can_be_taken_back();
    void a_stop_that_is_not_taken_back_stops();
    void a_run_taken_out_of_the_queue_can_be_put_back_at_its_place();
    void a_queue_that_was_found_says_that_it_is_held();
    void escape_closes_an_open_list_before_the_form();
    void the_form_keeps_what_was_entered_until_it_is_started_anew();
    void a_second_preset_leaves_nothing_of_the_first();
};

}  // namespace recap::gui
