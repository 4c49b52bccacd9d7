// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace recap {

// The ICC profile inside a PNG, JPEG, WebP or TIFF file, whole; empty when there is none or it is damaged, because
// colours are a courtesy and the picture itself is what counts. Decoding leaves the stored numbers alone; who shows a
// picture to a person applies this.
std::string embeddedColorProfile(std::string_view bytes);

}  // namespace recap
