// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class BootstrapTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void golden_replicates_and_intervals_are_reproduced();
    void quantile_interpolates_between_order_statistics();
    void draws_hold_as_many_prompts_as_there_are_and_follow_the_seed();
    void draws_one_after_the_other_are_those_of_all_together();
    void shifted_interval_surrounds_a_biased_statistic();
    void paired_difference_of_a_system_with_itself_is_zero();
    void interval_of_a_mean_covers_its_expectation_in_about_95_of_100_samples();
};
