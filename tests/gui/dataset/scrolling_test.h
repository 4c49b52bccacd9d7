// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class ScrollingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_hundred_thousand_images_scroll_without_work_on_the_gui_thread();
    void photographs_are_read_and_decoded_beside_the_gui_thread();
};

class ClickThroughTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void from_import_to_export_by_keys_alone();
};

}  // namespace recap::gui
