// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class PromptImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pickles_of_tise_become_prompts_data();
    void pickles_of_tise_become_prompts();
    void a_folder_of_classes_is_one_set();
    void pickles_that_are_not_prompts_are_refused_data();
    void pickles_that_are_not_prompts_are_refused();
    void tables_and_texts_become_prompts_data();
    void tables_and_texts_become_prompts();
    void metadata_of_geneval_keep_their_line();
    void files_that_are_not_prompts_are_refused_data();
    void files_that_are_not_prompts_are_refused();
};
