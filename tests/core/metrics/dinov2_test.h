// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class Dinov2Test : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keys_and_shapes_of_the_large_form_are_the_published_ones();
    void states_equal_the_reference_at_every_size();
    void the_two_rules_for_positions_equal_their_packages();
    void names_of_the_original_repository_give_the_same_network();
    void sizes_are_told_by_shapes();
    void the_giant_form_is_refused();
};
