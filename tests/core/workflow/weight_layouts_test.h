// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class WeightLayoutsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_captioner_with_pickled_weights_trains_and_captions();
    void a_trained_captioner_holds_no_weights_of_its_base();
    void latents_are_kept_under_the_hash_of_the_weights_that_made_them();
    void a_model_with_pickled_weights_is_estimated_and_trained();
    void a_training_does_not_start_on_weights_that_are_not_finite();
    void a_model_with_other_inputs_is_refused_before_training();
};
