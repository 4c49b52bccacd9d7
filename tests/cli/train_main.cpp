// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_shard_commands_test.h"
#include "server_caption_commands_test.h"
#include "shard_commands_test.h"
#include "train_commands_test.h"

#include "support/test_main.h"

RECAP_TEST_MAIN(TrainCommandsTest, ServerCaptionCommandsTest, CaptionShardCommandsTest, ShardCommandsTest)
