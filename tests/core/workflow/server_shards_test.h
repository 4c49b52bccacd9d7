// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ServerShardsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void shards_of_servers_are_merged_as_those_of_a_captioner();
    void answers_that_are_no_captions_are_asked_for_again_and_listed_by_the_merge();
    void a_shard_with_another_instruction_is_refused();
};
