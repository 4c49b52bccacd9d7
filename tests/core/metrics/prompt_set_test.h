// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class PromptSetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_part_of_an_expectation_comes_back();
    void empty_parts_are_left_out();
    void what_is_not_known_is_passed_over();
    void an_item_without_an_id_has_the_number_of_its_line();
    void a_wrong_line_is_named_data();
    void a_wrong_line_is_named();
    void an_id_that_stands_twice_names_both_lines();
    void a_list_of_plain_texts_is_a_set();
    void classes_are_found_by_their_words_data();
    void classes_are_found_by_their_words();
    void every_class_is_found_by_its_name_and_id();
};
