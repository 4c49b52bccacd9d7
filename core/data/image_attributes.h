// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/json.h"
#include "data/database.h"

#include <functional>

namespace recap {

// The attributes of all images that have some, one after the other, so that memory does not hold them.
void eachAttributes(Database& db, const std::function<void(ImageId, const Json& attributes)>& visit);

}  // namespace recap
