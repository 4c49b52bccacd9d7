// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/caption_curves.h"

#include "gui/training/run_rows.h"
#include "workflow/project/project.h"

#include <utility>

namespace recap::gui {

void CaptionCurves::forget() {
    reader_.forget();
    curve_ = {};
}

void CaptionCurves::load(RunId run) {
    const auto* row = rows_.find(run);
    if (project() == nullptr || row == nullptr || row->kind != RunKind::CaptionCurve) {
        forget();
        Q_EMIT changed();
        return;
    }
    reader_.run(
        this, [folder = project()->runDirectory(run)] { return readCaptionCurve(folder).value_or(CaptionCurve{}); },
        [this](CaptionCurve curve) {
            curve_ = std::move(curve);
            Q_EMIT changed();
        },
        saying());
}

}  // namespace recap::gui
