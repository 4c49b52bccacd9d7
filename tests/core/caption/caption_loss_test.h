// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class TestCaptionLoss : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void the_loss_is_that_of_transformers();
    void label_smoothing_mixes_in_the_mean_over_the_vocabulary();
    void original_targets_leave_out_start_prompt_and_padding();
    void transformers_targets_are_the_input_itself();
    void parts_of_a_batch_add_up_to_its_loss_data();
    void parts_of_a_batch_add_up_to_its_loss();
};
