// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class ThumbnailsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thumbnails_come_back_smaller_and_broken_files_are_remembered();
    void thumbnails_of_large_pictures_are_kept_on_the_disk_by_their_content();
    void the_oldest_thumbnails_go_when_the_folder_is_full();
};

}  // namespace recap::gui
