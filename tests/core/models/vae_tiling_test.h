// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestVaeTiling : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tiles_of_a_map_without_neighbours_give_the_whole();
    void seams_fade_linearly();
    void tiled_pictures_equal_the_reference();
    void what_fits_into_one_tile_is_not_cut();
};
