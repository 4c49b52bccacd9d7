// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class RecaptionRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothing_to_do_says_why_and_leaves_no_run_data();
    void nothing_to_do_says_why_and_leaves_no_run();
    void a_length_beyond_the_captioners_is_said_and_is_the_same_author();
    void a_smallest_length_above_the_largest_is_refused();
    void a_second_run_of_a_name_is_remarked();
};
