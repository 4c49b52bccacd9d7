// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/import/folder.h"

#include <string>

namespace recap {

// The imagefolder layout of Hugging Face: metadata.jsonl, metadata.csv or metadata.parquet files, each naming pictures
// relative to its own folder. Where there are several kinds, jsonl is read before csv before parquet and the others are
// listed.
//
// `file_name` is the picture, followed as findPicture() does; `text` is a caption of `source` (empty: alttext); any
// further column that holds a text is a caption of the source named like the column, unless isMetadataColumn() says
// otherwise; numbers, truth values, objects and arrays become attributes of the image (in CSV: cells that are numbers),
// but a list of texts in a column of captions gives `source`, `source`_2 ... Where the folder says by
// caption_columns.h which columns are captions, only those are. Texts are kept byte for byte. Broken rows, rows whose
// picture is missing and pictures that no row names are listed. With a sink the rows go there.
ImportRows readImageFolder(const FolderListing& listing, const std::string& source = {},
                           const ImportProgress& progress = {}, const ImportSink& sink = {});

}  // namespace recap
