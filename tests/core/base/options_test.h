// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class OptionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void json_round_trip_keeps_every_field();
    void fields_that_are_not_named_keep_their_value();
    void an_unknown_option_is_refused_by_name();
    void a_wrong_type_is_refused_by_name();
    void a_list_instead_of_an_object_is_refused();
    void every_problem_is_found_at_once();
    void nan_is_outside_every_range();
    void require_valid_puts_all_problems_into_one_sentence();
    void fields_are_listed_with_default_and_range();
    void enum_names_go_both_ways();
    void ids_of_different_things_differ_in_type();
    void steps_and_choices_of_lists_are_checked();
    void only_live_options_can_be_set_within_their_ranges();
};
