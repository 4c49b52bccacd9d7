// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/temp_dir.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>

class CaptionShardCommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void killed_workers_and_merges_give_one_version_an_image();
    void workers_read_a_project_that_another_program_writes();
    void torchrun_says_the_shard();
    void options_of_shards_need_a_shard();
    void a_merge_without_results_says_so();
    void a_merge_of_nothing_usable_fails();

private:
    void makeProject(int images);
    QString project() const;
    QStringList run(const QString& shard) const;
    // Of every image, how many versions of recap_short it has: the fewest and the most.
    std::pair<std::size_t, std::size_t> versions() const;

    std::unique_ptr<recap::testing::TempDir> folder_;
};
