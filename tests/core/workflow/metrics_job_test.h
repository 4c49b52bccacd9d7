// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// The job by name, with a judge whose judgements are known: every expected number is worked out by hand.
class MetricsJobTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_metric_has_the_value_that_follows_from_the_judgements();
    void previews_with_prompt_and_seed_of_a_picture_are_not_judged();
    void a_paired_difference_is_taken_over_equal_prompts_and_seeds();
    void equal_pictures_differ_by_nothing_whatever_their_order();
    void runs_without_a_common_picture_have_no_paired_difference();
    void prompts_that_the_judge_does_not_know_are_counted_and_said();
    void the_card_holds_the_settings_that_the_pictures_were_drawn_with();
    void few_pictures_make_a_frechet_distance_carry_a_warning();
    void a_run_with_previews_only_has_nothing_to_judge();
    void computing_again_keeps_the_seed_and_so_every_number();
    void a_replaced_number_stays_in_the_history_and_the_report_says_that_it_is_older();
    void every_pair_of_models_is_compared_and_kept_with_its_numbers();
    void a_baseline_is_compared_with_every_other_run();
    void more_than_six_models_are_compared_with_a_baseline_only();
    void differences_of_numbers_that_were_computed_again_are_left_out();
    void a_distance_of_more_pictures_is_also_known_at_the_smallest_count();
};
