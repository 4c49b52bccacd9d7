// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class DesignTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void the_same_seed_gives_the_same_design();
    void a_share_of_the_items_is_asked_twice();
    void a_subset_keeps_the_order_of_prompts();
    void designs_survive_json();
    void every_rater_sees_every_item_once();
    void sides_are_balanced_for_every_rater();
    void repeats_come_later_with_sides_swapped();
    void raters_get_different_orders();
    void codes_of_one_key_do_not_repeat_and_differ_between_keys();
    void codes_tell_nothing_about_the_system();
    void answers_turn_into_outcomes_by_side();
    void tallies_count_ties_as_success_of_both();
};
