// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class RunProvenanceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_run_says_what_it_learned_from_and_with();
    void a_branch_names_the_run_and_step_it_begins_with();
    void other_captions_or_pictures_are_other_data();
    void a_backward_pass_through_frozen_layers_can_be_given_up();
};
