// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class MetricPicturesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void the_other_order_keeps_equal_pictures_in_theirs();
    void a_text_narrows_the_pictures();
    void a_number_leads_to_its_pictures_and_what_was_seen_in_them();
    void a_number_of_whole_sets_says_why_it_has_none();
    void enter_on_a_number_opens_its_pictures();
    void arrows_go_from_one_large_picture_to_the_next();
    void another_project_closes_the_pictures();
    void looks();
    void boxes_are_drawn_where_they_are_at_any_zoom();
};

}  // namespace recap::gui
