// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class BenchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void quantiles_interpolate_between_values();
    void a_row_holds_the_median_ratio_of_its_pairs();
    void a_row_without_reference_says_so();
    void a_program_is_spoken_to_line_by_line();
    void a_program_that_ends_is_noticed();
    void a_program_that_keeps_silent_is_given_up();
    void a_program_that_is_not_there_is_named();
    void unknown_benchmarks_and_wrong_options_are_refused();
    void a_reference_that_cannot_work_is_quoted();
    void captions_are_measured_without_a_reference();
};
