// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"

namespace recap {

// The address of `symbol` in a loadable module of this program, which lies beside the programs in a build folder and in
// a folder of its own in an installation. Null when it is not there or cannot be loaded; `reason` then says why. A
// module stays loaded.
void* loadModuleSymbol(const char* file, const char* symbol, Message& reason);

}  // namespace recap
