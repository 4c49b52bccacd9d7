// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class SampleMatrixTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_row_holds_only_equal_prompts_and_seeds();
    void a_cell_shows_the_newest_picture_that_is_not_newer_than_the_step();
    void a_preview_gives_way_to_a_picture_of_the_same_step();
    void the_slider_knows_every_step_of_every_run();
    void the_model_passes_the_model_tester();
    void the_row_says_when_samplers_differ();
};

}  // namespace recap::gui
