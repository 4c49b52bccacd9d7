// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestSchedulers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_reference_trajectory_is_reproduced();
    void reference_tables_and_noise_are_reproduced();
    void noise_is_drawn_at_the_reference_steps();
    void a_perfect_model_is_inverted_by_every_sampler();
    void reset_forgets_history();
    void missing_fields_take_the_defaults_of_the_class();
    void unsupported_options_are_refused_by_name();
    void unknown_samplers_are_refused_with_the_list();
    void more_steps_than_training_steps_are_refused();
    void python_infinity_is_read_as_missing();
    void runge_kutta_warm_up_visits_each_interval_four_times();
    void starting_in_the_middle_ends_at_the_clean_sample();
};
