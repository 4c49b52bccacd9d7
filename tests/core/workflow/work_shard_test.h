// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class WorkShardTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void each_place_belongs_to_one_shard();
    void texts_name_shards_data();
    void texts_name_shards();
};
