// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ImportShardsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_key_may_hold_dots();
    void a_picture_with_a_further_dot_has_the_only_text();
    void two_pictures_of_one_sample_are_both_taken();
    void a_picture_beside_the_samples_own_is_listed();
    void endings_may_be_written_in_capitals();
    void a_text_may_carry_the_pictures_whole_name();
    void texts_that_repeat_one_of_the_samples_captions_are_no_further_source();
    void what_is_no_text_is_listed_and_its_picture_taken();
    void links_are_listed();
    void every_member_is_seen();
};
