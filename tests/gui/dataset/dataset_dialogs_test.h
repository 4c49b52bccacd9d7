// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class DatasetDialogsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void import_takes_a_folder_and_reports_row_by_row();
    void import_offers_the_columns_of_a_table_and_takes_the_chosen_ones();
    void scoring_offers_the_demos_clip_in_the_demos_project();
    void results_of_recaptioning_shards_are_merged();
    void import_of_a_file_that_is_no_table_says_so();
    void export_offers_every_layout_and_writes_what_is_chosen();
    void export_asks_for_at_least_one_source_and_a_folder();
};

class ReportPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbers_lead_to_the_images_behind_them();
    void every_fault_leads_to_its_images();
    void lengths_beyond_the_limit_are_counted_apart();
    void the_report_is_saved_as_page_and_table();
};

class TrainerPaneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shows_crop_captions_and_why_an_image_is_not_used();
};

}  // namespace recap::gui
