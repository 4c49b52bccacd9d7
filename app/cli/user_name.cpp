// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/user_name.h"

#include <cstdlib>

namespace recap::cli {

std::string userName() {
    const char* name = std::getenv("USER");
    return name != nullptr && *name != '\0' ? name : "command line";
}

}  // namespace recap::cli
