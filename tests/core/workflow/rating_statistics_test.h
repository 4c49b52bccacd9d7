// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/rating_fixture.h"
#include "rating/response.h"

#include <QObject>

#include <functional>
#include <memory>

class RatingStatisticsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void rules_belong_to_the_plan();
    void gains_tests_and_equivalence_follow_from_the_answers();
    void a_clear_difference_is_decided_and_a_rule_lets_rating_end();
    void what_is_not_decided_says_how_much_is_missing();
    void a_prompt_counts_once_when_it_has_the_answers_that_the_plan_asks_for();
    void levels_have_an_interval_that_holds_at_any_time();
    void categories_have_numbers_of_their_own();
    void a_rater_who_presses_one_key_is_left_out_of_a_second_result();
    void three_systems_are_ranked_by_studies_of_two();
    void studies_that_do_not_fit_together_are_not_ranked();
    void power_says_what_a_plan_can_see();

private:
    // What a rater thinks of a prompt, whose number is given.
    using Opinion = std::function<recap::Outcome(int prompt)>;
    recap::StudyId make(const std::function<void(recap::RatingPlan&)>& change = {});
    // Answers at most so many items.
    void rate(recap::StudyId study, const std::string& rater, const Opinion& opinion, int most = 1000);

    std::unique_ptr<recap::testing::RatingFixture> fixture_;
};
