// SPDX-License-Identifier: GPL-3.0-or-later
#include "autoencoder_test.h"
#include "blip_files_test.h"
#include "blip_judges_test.h"
#include "blip_test.h"
#include "clip_files_test.h"
#include "clip_model_test.h"
#include "clip_text_test.h"
#include "full_size_keys_test.h"
#include "image_reward_test.h"
#include "ldm_file_test.h"
#include "lora_test.h"
#include "scripted_network_test.h"
#include "support/test_main.h"
#include "unet_test.h"
#include "vae_tiling_test.h"

RECAP_TEST_MAIN(TestUNet, TestAutoencoder, TestClipText, TestBlip, TestBlipFiles, TestClipModel, TestFullSizeKeys,
                TestLdmFile, TestLora, TestVaeTiling, TestBlipJudges, TestClipFiles, TestImageReward,
                TestScriptedNetwork)
