// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ImportJobTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void golden_sidecars_arrive_in_the_project();
    void golden_image_folder_arrives_in_the_project();
    void golden_shard_arrives_in_the_project();
    void golden_coco_arrives_in_the_project();
    void a_damaged_shard_does_not_stop_the_others();
    void broken_pictures_are_listed_and_not_fatal();
    void unusual_pictures_are_taken_and_decoded();
    void a_caption_of_a_megabyte_is_kept_whole();
    void a_truncated_jpeg_of_the_golden_shard_is_listed();
    void an_empty_folder_is_told();
    void a_missing_folder_fails_with_its_name();
    void an_unknown_kind_is_refused();
    void a_read_only_project_refuses();
    void progress_ends_at_the_total();
    void the_stamps_collection_comes_in_with_its_languages();
};
