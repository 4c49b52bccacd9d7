// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestHeldOut : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_combinations_are_those_of_the_list();
    void captions_are_judged_by_what_they_state();
    void every_class_number_relation_and_ground_occurs_in_training();
    void held_out_scenes_are_of_every_kind();
    void no_text_told_of_a_training_scene_states_a_held_out_combination();
    void the_vocabulary_is_learned_without_held_out_combinations();
};
