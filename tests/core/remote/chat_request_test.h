// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class ChatRequestTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void the_request_is_the_one_that_every_server_takes();
    void only_what_was_asked_for_is_sent();
    void refused_options_are_left_out_and_the_cap_is_renamed();
    void answers_are_captions_or_have_a_fault_data();
    void answers_are_captions_or_have_a_fault();
    void probabilities_of_tokens_are_asked_for_unless_refused();
    void the_first_token_has_its_likeliest_alternatives();
    void an_answer_without_probabilities_has_that_fault();
    void usage_takes_numbers_only();
    void damaged_answers_are_unreadable();
};
