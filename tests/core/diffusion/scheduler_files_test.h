// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// Scheduler files as they are found in the wild, drawn with in a pipeline.
class TestSchedulerFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void each_file_draws_as_diffusers_does_or_is_refused_by_name_data();
    void each_file_draws_as_diffusers_does_or_is_refused_by_name();
    void a_correction_is_said_where_it_changes_the_picture();
    void a_field_that_no_sampler_has_is_said();
    void a_sampler_made_from_the_file_alone_is_not_corrected();
    void a_file_without_a_class_takes_the_one_of_the_index();
    void another_class_in_the_index_is_said();
    void the_schedule_of_another_process_is_not_trained_with();
};
