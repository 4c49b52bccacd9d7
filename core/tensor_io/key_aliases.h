// SPDX-License-Identifier: GPL-3.0-or-later
//
// Older spellings of published names, applied to a dictionary before it is loaded. The modules know only today's names.
#pragma once

#include "tensor_io/state_dict.h"

namespace recap {

// First Stable Diffusion VAE files: mid-block attention as query, key, value, proj_attn, and projections stored as
// 1x1 convolutions [C, C, 1, 1], which become matrices.
StateDict withCurrentVaeNames(StateDict weights);
// Files of transformers 5 have no "text_model." prefix. Position ids (a constant) are dropped.
StateDict withCurrentClipTextNames(StateDict weights);
// Position ids are dropped.
StateDict withCurrentClipNames(StateDict weights);
// Position ids and the tied copies of the output layer (text_decoder.cls.predictions.decoder.*) are dropped.
StateDict withCurrentBlipNames(StateDict weights);
// How many batches a normalisation saw in training (num_batches_tracked) is dropped: files may hold it or not.
StateDict withoutBatchCounts(StateDict weights);

}  // namespace recap
