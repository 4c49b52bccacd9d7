// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/import/import_row.h"

#include <filesystem>
#include <string>

namespace recap {

// COCO captions: a JSON object with `images` (id, file_name) and `annotations` (image_id, caption), read twice, element
// by element, so that memory holds the captions' texts and nothing else.
//
// The captions of an image are the sources `source`, `source`_2, `source`_3 ... in the order of their annotation ids
// (an annotation may name its own source in a field "source", as exports of this program do). Texts are kept byte for
// byte. `pictures` is the folder of the pictures; empty: the first of <json>/.., its images/ and <split>/, and the same
// beside its parent folder, that holds one of the first pictures; names are followed as findPicture() does. An id is a
// whole number, also written "11" or 11.0, or a text. Annotations without an image, images without a
// caption or a file, and elements of the wrong shape are listed. With a sink the rows go there. Throws Error(BadFormat)
// when the file is no such JSON, Error(FileNotFound) also when no folder holds a picture.
ImportRows readCoco(const std::filesystem::path& json, const std::string& source = "human",
                    const std::filesystem::path& pictures = {}, const ImportProgress& progress = {},
                    const ImportSink& sink = {});

}  // namespace recap
