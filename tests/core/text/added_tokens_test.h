// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestAddedTokens : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ids_and_prompts_equal_the_reference_in_every_folder_data();
    void ids_and_prompts_equal_the_reference_in_every_folder();
    void an_added_token_counts_as_one_and_is_not_cut();
    void an_added_token_is_decoded_as_it_is_written();
    void a_frame_that_is_only_named_does_not_mend_a_vocabulary();
    void damaged_lists_are_refused_by_name();
};
