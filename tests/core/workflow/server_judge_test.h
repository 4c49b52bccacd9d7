// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class ServerJudgeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void yes_is_the_sum_of_its_spellings();
    void the_score_is_the_mean_probability_of_yes();
    void what_was_answered_is_not_asked_again();
    void a_server_without_probabilities_leaves_one_sentence_and_no_number();
    void a_server_that_refuses_probabilities_is_no_judge();
    void a_full_server_is_asked_again();
    void a_server_that_is_not_there_is_named();
    void an_answer_that_is_neither_yes_nor_no_has_no_score();
    void a_check_asks_one_question();
};
