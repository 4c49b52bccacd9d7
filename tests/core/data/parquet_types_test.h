// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ParquetTypesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_type_of_column_is_read_as_what_it_holds();
    void captions_come_from_dictionaries_and_lists();
    void embedded_pictures_are_read_in_place();
    void a_place_that_holds_no_picture_is_missing();
    void a_flipped_bit_in_a_page_is_refused();
};
