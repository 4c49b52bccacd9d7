// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"

#include <filesystem>

namespace recap {

// Where a loadable module of this program lies: beside the programs in a build folder, in a folder of its own in an
// installation. Empty when it is not there.
std::filesystem::path modulePath(const char* file);

// The address of `symbol` in a module. Null when that is not there or cannot be loaded; `reason` then says why. A
// module stays loaded.
void* loadModuleSymbol(const char* file, const char* symbol, Message& reason);

}  // namespace recap
