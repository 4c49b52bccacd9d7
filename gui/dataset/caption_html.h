// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dataset/dataset_store.h"

#include <QString>

namespace recap::gui {

// A caption as rich text: words that the reference lacks underlined on green, words that only the reference has struck
// through on red, what CLIP does not read any more in grey behind a mark. Text is escaped.
QString captionHtml(const CaptionView& view);

// "8 CLIP tokens · 6 words"; says so when the text is cut.
QString captionFigures(const CaptionView& view);

}  // namespace recap::gui
