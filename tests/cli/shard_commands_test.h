// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/temp_dir.h"

#include <QObject>
#include <QStringList>

#include <memory>

class ShardCommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void drawing_that_is_killed_again_and_again_gives_every_picture_once();
    void shards_that_draw_at_once_give_the_pictures_of_one_process();
    void killed_shards_of_judging_and_a_computation_beside_them_give_the_numbers_of_one_process();
    void what_a_shard_needs_is_said();

private:
    QString project(const char* name) const;
    QStringList draw(const QString& project, const QString& name, const QString& shard = {}) const;

    std::unique_ptr<recap::testing::TempDir> folder_;
};
