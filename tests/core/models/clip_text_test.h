// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestClipText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void outputs_equal_the_reference_data();
    void outputs_equal_the_reference();
    void later_tokens_do_not_change_earlier_states();
    void clip_skip_outside_the_layers_is_refused();
    void too_long_input_is_refused();
    void unknown_config_fields_are_written_back();
    void saved_keys_carry_the_published_prefix();
};
