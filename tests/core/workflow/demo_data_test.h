// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class DemoDataTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void no_scene_and_no_caption_of_the_data_set_has_a_held_out_combination();
    void four_hundred_prompts_are_distinct_and_each_has_a_held_out_combination();
    void no_prompt_is_a_caption_of_the_data_set();
    void more_prompts_than_there_are_is_an_error();
    void the_shipped_networks_that_know_words_are_made_without_held_out_combinations();
};
