// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/import/folder.h"

#include <string>

namespace recap {

// The imagefolder layout of Hugging Face: metadata.jsonl files, each naming pictures relative to its own folder.
//
// `file_name` is the picture; `text` is a caption of `source`; any further column that holds a text is a caption of the
// source named like the column; numbers, truth values, objects and arrays become attributes of the image. Broken rows,
// rows whose picture is missing, pictures that no row names and other metadata formats are listed.
ImportRows readImageFolder(const FolderListing& listing, const std::string& source = "alttext",
                           const ImportProgress& progress = {});

}  // namespace recap
