// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace recap {

// Which text columns of an imagefolder's metadata are captions, and of which source. The layout itself does not say, so
// exports of this program lay a small JSON file beside their metadata: {"captions": {"text": "alttext", ...}}. Loaders
// of the layout read pictures and metadata files only and pass it over.
inline constexpr const char* kCaptionColumnsFile = "recap_columns.json";

// Empty when there is no such file. Throws Error(BadFormat) for one of another shape.
std::map<std::string, std::string> readCaptionColumns(const std::filesystem::path& file);
void writeCaptionColumns(const std::filesystem::path& file, const std::map<std::string, std::string>& columns);

// Whether a text column of this name (regardless of case) usually holds something else than a caption in the metadata
// that image data sets come with: addresses, keys, sums, licences, states of a download.
bool isMetadataColumn(std::string_view column);

}  // namespace recap
