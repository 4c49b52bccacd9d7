// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void every_text_can_be_read_on_every_ground_it_stands_on();
    void marks_and_the_lines_of_controls_can_be_seen();
    void curves_of_runs_can_be_seen_on_a_card();
    void a_placeholder_can_be_read();
    void completions_can_be_read();
    void a_list_shows_that_it_has_the_keyboard();
    void an_icon_button_can_be_seen();
};

}  // namespace recap::gui
