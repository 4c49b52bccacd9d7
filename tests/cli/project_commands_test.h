// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/temp_dir.h"

#include <QObject>

#include <memory>

class ProjectCommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void a_new_project_is_empty_and_says_so_in_json();
    void import_reports_images_captions_and_what_was_skipped();
    void a_second_import_adds_nothing();
    void json_output_is_progress_and_exactly_one_result();
    void a_query_finds_by_words();
    void show_has_every_caption_version_with_tokens();
    void an_edit_is_a_new_version();
    void captions_are_written_where_there_are_none();
    void a_query_says_why_it_finds_nothing();
    void statistics_count_tokens_by_source();
    void an_export_can_be_imported_again();
    void every_export_kind_can_be_imported_again();
    void captions_are_edited_and_reviewed_in_bulk();
    void the_report_is_a_page_and_a_table();
    void caption_quality_counts_what_its_queries_find();
    void corrected_captions_are_promoted_once();
    void captions_are_scored_by_a_clip();
    void runs_of_a_new_project_are_an_empty_list();
    void failures_are_one_sentence_and_exit_1_data();
    void failures_are_one_sentence_and_exit_1();

private:
    QString project() const;
    std::unique_ptr<recap::testing::TempDir> folder_;
};
