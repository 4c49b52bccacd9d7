// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class DatasetJobsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statistics_count_tokens_words_and_status();
    void statistics_follow_the_query();
    void near_duplicates_and_unreadable_pictures_are_found();
    void captions_that_say_nothing_are_counted();
    void numbers_of_the_report_are_those_of_queries();
    void the_languages_of_captions_are_guessed();
    void the_report_is_one_page_with_pictures();
    void missing_files_are_counted_and_remembered();
    void an_exported_image_folder_comes_back_the_same();
    void an_exported_sidecar_folder_comes_back_the_same();
    void rejected_captions_are_not_exported();
    void only_accepted_captions_are_exported_when_asked();
    void pictures_of_one_name_get_names_of_their_own();
    void a_target_that_is_not_empty_is_refused();
    void a_cancelled_export_leaves_nothing();
    void an_unknown_source_is_refused();
    void missing_pictures_are_listed_in_the_export();
};
