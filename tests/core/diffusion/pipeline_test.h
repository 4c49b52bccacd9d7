// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestPipeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_reference_picture_is_reproduced();
    void generator_and_text_encoder_equal_the_reference();
    void pictures_of_a_batch_equal_pictures_drawn_alone();
    void guidance_of_one_ignores_the_negative_prompt();
    void step_callback_counts_and_cancels();
    void modules_keep_their_training_mode();
    void picture_to_picture_starts_from_the_picture();
    void decoding_in_groups_changes_nothing();
    void half_precision_decoder_that_overflows_is_redone();
    void wrong_requests_are_refused();
    void an_outdated_scheduler_file_is_corrected_and_said_once();
    void the_size_of_an_early_version_is_corrected();
    void a_folder_that_is_no_model_is_refused();
};
