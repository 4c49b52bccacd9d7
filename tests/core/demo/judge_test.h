// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestJudge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void target_maps_hold_number_and_position_of_the_objects();
    void a_perfect_answer_is_counted_as_right_and_a_moved_one_as_wrong();
    void the_shipped_judge_sees_new_scenes_rightly();
    void the_shipped_autoencoder_keeps_what_the_judge_sees();
    void shipped_weights_are_small();
};
