// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class TestImageReward : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_score_is_blip_and_five_linear_layers();
    void the_published_names_are_all_there_are();
    void what_is_missing_or_another_network_is_named();
};
