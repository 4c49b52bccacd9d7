// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ImageQueryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void a_query_finds_the_images_it_describes_data();
    void a_query_finds_the_images_it_describes();
    void what_the_report_counts_can_be_asked_for_data();
    void what_the_report_counts_can_be_asked_for();
    void repeats_follow_every_change_of_a_caption();
    void names_of_files_follow_the_files();
    void a_page_is_the_beginning_of_the_whole_data();
    void a_page_is_the_beginning_of_the_whole();
    void a_mistake_is_told_with_its_place_data();
    void a_mistake_is_told_with_its_place();
    void a_mistake_is_a_value_that_can_be_said_in_any_language();
    void a_query_that_cannot_find_says_why_data();
    void a_query_that_cannot_find_says_why();
    void after_the_files_were_checked_nothing_is_said();
    void the_nearest_name_is_nearly_the_same();
    void no_text_breaks_out_of_the_query();
    void deep_brackets_are_refused();

private:
    struct Data;
    Data* data_ = nullptr;
};
