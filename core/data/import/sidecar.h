// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/import/folder.h"

#include <string>
#include <string_view>
#include <vector>

namespace recap {

// Pictures with a text file of the same name beside them (see TextPairs): a.jpg and a.txt (preferred), a.caption or
// a.jpg.txt.
//
// The whole text, white space at its ends removed, is one caption of `source`. The one exception is the layout of Tux
// Paint's stamps, recognised when every line after the first is empty or "<language>.utf8=<text>": the first line is
// the caption of `source`, each other line one of "<source>_<language>". Texts that are not UTF-8 are read as
// Windows-1252 and listed; empty texts, texts without a picture and pictures without a text are listed, the latter are
// imported all the same. With a sink the rows go there.
ImportRows readSidecar(const FolderListing& listing, const std::string& source = "alttext",
                       const ImportProgress& progress = {}, const ImportSink& sink = {});

// The captions of one text file's content; empty when there is nothing in it.
std::vector<ImportCaption> captionsOfSidecar(std::string_view text, const std::string& source);

}  // namespace recap
