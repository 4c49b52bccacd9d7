// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class JudgementCacheTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void what_was_judged_is_found_again();
    void judgements_of_another_judge_or_view_are_not_found();
    void a_record_cut_off_by_a_kill_is_absent_and_what_follows_is_kept();
    void a_damaged_record_counts_as_absent();
    void rows_of_several_objects_and_of_none_are_kept();
    void several_write_at_a_time_and_find_what_the_others_wrote();
    void the_file_of_a_killed_writer_is_mended_by_the_next_one();
    void where_nothing_can_be_kept_it_says_so();
};
