// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestFullSizeKeys : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void module_names_and_shapes_equal_the_published_ones_data();
    void module_names_and_shapes_equal_the_published_ones();
    void legacy_vae_names_cover_the_module();
    void clip_vit_large_has_the_published_size();
    void a_module_on_the_meta_device_uses_no_memory();
};
