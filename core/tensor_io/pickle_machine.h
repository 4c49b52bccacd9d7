// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensor_io/pickle_values.h"

#include <functional>
#include <string>
#include <string_view>

namespace recap {

// Makes the tensor of a storage: first element, shape and strides are as the file says and not yet checked.
using BuildTensor =
    std::function<torch::Tensor(const PickleValue& storage, std::int64_t offset, const std::vector<std::int64_t>& shape,
                                const std::vector<std::int64_t>& strides)>;

// Interprets a pickle of protocol 2 to 5 as data. A pickle is a program that may call any Python function; this machine
// knows no call at all: torch._utils._rebuild_tensor_v2 and _rebuild_parameter stand for `build`, OrderedDict and
// defaultdict for a dictionary, objects of a list of harmless classes (what training frameworks leave in checkpoints)
// become placeholders without contents, and any other name is refused. Memory stays within a small multiple of the
// pickle's size. The returned value lives as long as `values`. `length`, when given, becomes the pickle's length; more
// may follow it. Throws Error(BadFormat), one sentence that begins with `origin`.
PickleValue* readPickle(std::string_view pickle, PickleValues& values, const BuildTensor& build,
                        std::string_view origin, std::size_t* length = nullptr);

// The same for plain data of protocol 0 to 5: lists (also for tuples and sets), dictionaries, texts, numbers, truth
// values and None. Every name is refused.
PickleValue* readPlainPickle(std::string_view pickle, PickleValues& values, std::string_view origin);

}  // namespace recap
