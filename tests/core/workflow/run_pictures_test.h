// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class RunPicturesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void previews_are_never_among_the_pictures_of_a_run();
    void the_last_step_with_pictures_counts_although_previews_are_newer();
    void one_prompt_and_seed_is_taken_once_and_the_newest_stands_for_it();
    void pictures_of_other_settings_are_left_out_and_counted();
    void how_the_work_was_done_does_not_part_a_drawing();
    void pictures_are_matched_by_prompt_and_seed_whatever_their_place();
};
