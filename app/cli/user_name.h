// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace recap::cli {

// Who edits captions here: recorded with the version.
std::string userName();

}  // namespace recap::cli
