// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestScenes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kinds_of_scenes_have_their_shares();
    void related_objects_stand_where_the_relation_says();
    void short_captions_state_the_true_objects_and_numbers();
    void long_captions_state_the_true_relation_and_ground();
    void wrong_captions_are_found_out();
    void alt_texts_have_the_shares_of_the_data_card();
    void the_same_scene_is_drawn_the_same_twice();
    void a_scene_shows_the_same_picture_at_two_sizes();
    void true_wordings_are_true_and_false_ones_are_not();
    void drawn_shapes_stand_in_for_missing_cutouts();
};
