// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// Captioners by the number of human captions, and how many of these are enough. One test uses a real second process.
class CaptionCurveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_smaller_set_of_captions_is_part_of_a_larger_one();
    void the_same_images_are_held_out_for_every_captioner();
    void a_captioner_is_recognised_by_what_decides_its_numbers();
    void numbers_larger_than_what_there_is_are_left_out_and_said();
    void wrong_numbers_are_named();
    void a_killed_curve_continues_to_the_same_rows();
    void what_was_made_is_not_made_again();
    void a_curve_of_known_images_is_continued_by_who_knows_them();
    void a_mean_has_the_interval_of_student();
    void the_smallest_number_from_which_on_all_are_enough_is_the_answer();
    void a_difference_beyond_the_interval_is_said();
    void a_lower_loss_is_an_improvement();
    void what_does_not_improve_or_is_too_little_is_said();
    void a_curve_is_read_as_it_was_written();
    void an_interval_of_bleu_takes_the_captions_of_an_image_together();
};

// What this program does when a test started it as a second process: makes or continues the project's curve.
int makeCurveAsChild(const QStringList& words);
