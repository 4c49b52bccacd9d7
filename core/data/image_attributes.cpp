// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/image_attributes.h"

namespace recap {

void eachAttributes(Database& db, const std::function<void(ImageId, const Json& attributes)>& visit) {
    auto rows = db.prepare("SELECT id, attributes FROM image WHERE attributes <> '' ORDER BY id");
    while (rows.step()) visit(ImageId{rows.integer(0)}, parseJson(rows.text(1), "the attributes of an image"));
}

}  // namespace recap
