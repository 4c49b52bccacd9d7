// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensor_io/state_dict.h"

#include <filesystem>

namespace recap {

// Whether the data of pickled tensors are compared with the checksums of their archive, which reads them all. Skip is
// for names and shapes. Safetensors and pickles of torch before 1.6 have no checksums.
enum class Checksums { Verify, Skip };

// The tensors of a file of torch.save (.ckpt, .bin, .pt, .pth): the ZIP form of torch 1.6 and later as views of the
// mapped file, the form of earlier versions as copies. No code of the file runs, see pickle_machine.h. The dictionary
// under "state_dict" or "model" is taken where there is one, however deeply nested; entries that are no tensors
// (counters, settings) are left out. Of a TorchScript archive (torch.jit.save) the tensors of its modules are taken,
// under the names that state_dict() gives them; its program is not even decompressed. Throws Error(FileNotFound), or
// Error(BadFormat) with the remedy, also when data of the ZIP form do not match their checksum.
StateDict loadPickledTensors(const std::filesystem::path& path, Checksums checksums = Checksums::Verify);

// Whether the file is pickled, by its first bytes. Throws Error(FileNotFound).
bool isPickledFile(const std::filesystem::path& path);

// Reads safetensors or pickled tensors, told apart by their first bytes and not by the name.
StateDict loadTensorFile(const std::filesystem::path& path, Checksums checksums = Checksums::Verify);

}  // namespace recap
