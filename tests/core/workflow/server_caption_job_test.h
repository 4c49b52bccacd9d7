// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class ServerCaptionJobTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_image_gets_the_caption_of_its_own_picture();
    void a_caption_says_where_it_is_from();
    void large_pictures_are_sent_small_and_upright();
    void the_instruction_is_filled_for_each_image();
    void what_an_image_lacks_is_listed();
    void a_wrong_instruction_is_named_before_anything_is_sent();
    void a_source_that_an_instruction_asks_for_must_exist();
    void a_source_of_people_is_refused();
    void what_people_approved_is_never_written_over();
    void captions_that_are_there_are_not_asked_for_again();
    void another_instruction_adds_versions();
    void a_stopped_run_continues();
    void a_server_killed_during_the_run_costs_nothing();
    void a_process_killed_during_the_run_costs_what_was_on_its_way();
    void kills_at_any_moment_leave_one_version_an_image();
    void answers_that_are_no_captions_are_counted_and_listed();
    void a_picture_that_cannot_be_read_is_listed();
    void a_key_that_is_refused_is_stored_nowhere();
    void a_key_variable_that_is_not_set_is_named();
    void the_only_model_is_taken_and_several_are_listed();
    void servers_that_cannot_be_reached_are_named_before_the_run();
    void a_model_without_eyes_is_refused_before_the_run();
    void a_second_server_helps_and_may_be_away();
};
