// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class CommandLineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void help_names_every_command();
    void every_command_has_help_data();
    void every_command_has_help();
    void version_is_one_line();
    void wrong_usage_is_one_sentence_and_exit_2_data();
    void wrong_usage_is_one_sentence_and_exit_2();
    void a_near_miss_is_answered_with_the_right_name();
    void wrong_usage_with_json_ends_in_an_error_line();
    void a_yes_or_no_leaves_the_next_word_alone();
    void help_for_everything_has_every_option();
    void help_shows_the_default_of_each_option();
    void options_may_stand_before_or_after_the_command();
    void interrupting_ends_with_130_and_an_error_line();
};
