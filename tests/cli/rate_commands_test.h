// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class RateCommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_study_is_created_packed_merged_and_reported_data();
    void a_study_is_created_packed_merged_and_reported();
    void a_file_without_a_usable_answer_fails_the_merge();
    void a_damaged_plan_is_named_with_the_place();
    void an_unknown_question_type_is_refused_with_the_list();
    void power_is_said_in_words_without_a_project();
    void studies_of_two_systems_give_a_ranking();
    void a_report_prints_the_formula_of_each_number();
};
