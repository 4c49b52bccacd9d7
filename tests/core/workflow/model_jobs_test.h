// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ModelJobsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pictures_of_another_list_of_prompts_keep_their_rows();
    void a_continued_job_draws_only_what_is_missing();
    void shards_draw_the_pictures_of_the_whole();
    void a_picture_names_the_prompt_of_its_set();
    void a_picture_to_start_from_and_previews_are_used();
    void a_single_file_becomes_a_base_model_once();
    void a_captioner_of_the_first_release_is_inspected_and_converted();
    void published_models_are_found_and_checked();
    void the_shipped_list_of_models_is_complete();
};
