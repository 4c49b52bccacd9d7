// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class StudyReportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void the_page_is_well_formed_and_self_contained();
    void every_number_stands_with_interval_and_count();
    void best_is_marked_only_where_intervals_are_apart();
    void texts_from_data_are_escaped();
    void hostile_texts_change_neither_the_markup_nor_themselves();
    void a_missing_picture_leaves_a_named_gap();
    void every_picture_stands_under_its_own_prompt();
    void a_missing_number_says_why_and_a_warning_is_printed();
    void differences_that_are_older_than_the_table_say_so();
    void the_papers_numbers_are_labelled_and_only_in_the_demo();
    void empty_parts_are_left_out();
    void long_curves_are_thinned();
};
