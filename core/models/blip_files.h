// SPDX-License-Identifier: GPL-3.0-or-later
//
// BLIP on disk, as a captioner or as a judge (blip_judges.h), in any published layout: a folder as transformers writes
// it, or one file under the names of transformers or of the first release (.pth of BLIP and LAVIS), named itself or
// alone in its folder.
#pragma once

#include "models/blip.h"
#include "tensor_io/blip_names.h"
#include "tensor_io/state_dict.h"

#include <filesystem>
#include <string>
#include <vector>

namespace recap {

struct BlipFiles {
    BlipConfig config;
    StateDict weights;                  // under the names of the part's class; views of the mapped files
    std::vector<std::string> left_out;  // tensors of parts that it does not use
    std::filesystem::path place;        // the file, or the folder of shards: for messages
    std::filesystem::path folder;       // where its other files lie: vocabulary, picture format
    bool first_release = false;         // the layout it was found in
};

// The files that openBlip reads the weights from. Throws Error(FileNotFound).
std::vector<std::filesystem::path> blipWeightFiles(const std::filesystem::path& path);

// The configuration is that of config.json beside the weights; without one it is told by the tensors' shapes. Position
// embeddings of the first release are resized when config.json asks for another picture size, as that release does.
// Reads headers only. Throws Error(FileNotFound), or Error(BadFormat) that says what a file is instead, or what its
// shapes leave open.
BlipFiles openBlip(const std::filesystem::path& path, BlipPart part = BlipPart::Captioner);

// Sizes by the shapes of its tensors, which have transformers' names. Heads are 64 wide and the
// vocabulary is BERT's with two words more, as in every published file. Throws Error(BadFormat) where that is not so,
// Error(ShapeMismatch) naming a tensor that is missing.
BlipConfig blipConfigByShapes(const StateDict& weights, const std::filesystem::path& file);

// The folder with its vocab.txt: its own, or that of BERT's among the program's resources where its vocabulary has that
// size.
std::filesystem::path vocabularyFolder(const BlipFiles& files);

// The captioner on the CPU, float32, in evaluation mode. Throws Error(ShapeMismatch) with what is missing, unexpected
// or of another shape, Error(BadFormat) naming tensors that hold NaN or infinity.
Blip blipOf(const BlipFiles& files);
Blip loadBlip(const std::filesystem::path& path);  // both

}  // namespace recap
