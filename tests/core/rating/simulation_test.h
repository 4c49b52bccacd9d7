// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// Studies whose truth is known, 2,000 of each kind, with raters and prompts that differ from one another.
class SimulationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void intervals_of_studies_cover_the_truth_data();
    void intervals_of_studies_cover_the_truth();
    void a_study_without_a_difference_is_significant_in_five_of_a_hundred_data();
    void a_study_without_a_difference_is_significant_in_five_of_a_hundred();
    void whoever_looks_after_every_prompt_is_misled_in_five_of_a_hundred_at_most();
    void a_clear_difference_is_decided_with_a_part_of_the_answers();
    void equal_systems_are_found_equivalent_and_others_are_not();
    void power_is_what_simulated_studies_have();
    void strengths_of_systems_are_covered_where_prompts_differ();
    void intervals_of_agreement_cover_the_agreement_of_the_raters();
    void forecasts_tell_about_when_a_study_is_decided();
};
