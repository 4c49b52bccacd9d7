// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "test_autoencoder.h"
#include "test_blip.h"
#include "test_clip_model.h"
#include "test_clip_text.h"
#include "test_full_size_keys.h"
#include "test_ldm_file.h"
#include "test_lora.h"
#include "test_unet.h"
#include "test_vae_tiling.h"

RECAP_TEST_MAIN(TestUNet, TestAutoencoder, TestClipText, TestBlip, TestClipModel, TestFullSizeKeys, TestLdmFile,
                TestLora, TestVaeTiling)
