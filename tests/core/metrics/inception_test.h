// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class InceptionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keys_and_shapes_are_the_published_ones();
    void the_fid_network_equals_pytorch_fid_in_every_mode();
    void blocks_of_the_fid_network_equal_the_trace();
    void torchvisions_network_equals_torchvision_in_every_mode();
    void weights_of_the_other_form_are_refused_by_name();
    void counts_of_batches_may_be_in_a_file_or_not();
};
