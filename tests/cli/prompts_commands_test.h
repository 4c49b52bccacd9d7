// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class PromptsCommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_set_is_built_by_its_seed();
    void prompts_of_others_become_a_set_that_can_be_shown();
    void bad_input_is_one_sentence_and_exit_1_data();
    void bad_input_is_one_sentence_and_exit_1();
    void wrong_usage_is_exit_2();
};
