// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class ImageGridModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passes_the_model_tester_through_resets_loads_and_refreshes();
    void rows_are_empty_until_their_block_is_loaded_and_then_change();
    void only_blocks_that_are_asked_for_are_loaded();
    void answers_for_an_older_list_of_images_are_dropped();
    void a_failing_loader_is_reported_once_and_not_asked_again();
};

}  // namespace recap::gui
