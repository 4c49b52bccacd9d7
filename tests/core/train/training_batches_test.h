// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// What is drawn for a step: order, shares, mixtures, noise, mirroring and encoded texts.
class TestTrainingBatches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noise_offset_is_the_same_over_a_channel();
    void about_half_of_the_images_are_mirrored();
    void every_image_of_every_bucket_is_seen_in_an_epoch();
    void the_shares_of_two_processes_are_the_batch_of_one();
    void a_frozen_text_is_encoded_once_whatever_stands_beside_it();
    void a_mixture_is_read_with_its_weights();
    void a_mixture_shows_its_sets_by_their_weights_data();
    void a_mixture_shows_its_sets_by_their_weights();
};
