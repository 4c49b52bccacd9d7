// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class QualityPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbers_lead_to_the_images_behind_them();
    void the_report_leads_to_the_quality_of_its_sources();
    void a_run_is_looked_at_alone();
    void a_dragged_rectangle_shows_its_images();
    void a_typed_range_shows_the_same_images();
    void the_lists_show_their_images();
    void another_low_score_counts_again();
    void corrected_captions_are_added_to_the_human_ones();
    void many_points_are_drawn_once();
    void looks();
};

}  // namespace recap::gui
