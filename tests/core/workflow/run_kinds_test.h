// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class RunKindsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_kind_has_a_row_with_described_options();
    void wrong_values_are_named_in_every_kind();
    void a_model_a_filter_and_prompts_that_are_missing_are_named();
    void a_queue_that_an_older_version_stored_is_understood();
    void a_kind_that_cannot_be_started_says_so();
    void captions_are_usable_by_one_rule();
};
