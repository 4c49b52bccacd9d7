// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class PromptFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void prompts_are_the_same_however_they_are_written_data();
    void prompts_are_the_same_however_they_are_written();
    void seeds_are_taken_where_they_are_given();
    void ids_of_a_prompt_set_are_kept();
    void a_wrong_entry_is_named_with_its_file_data();
    void a_wrong_entry_is_named_with_its_file();
};
