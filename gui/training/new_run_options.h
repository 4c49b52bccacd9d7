// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shared by the sources of "New run" only.
#pragma once

#include "gui/training/new_run.h"
#include "workflow/queue/queued_run.h"

#include <QCoreApplication>

#include <string>

namespace recap::gui {

struct NewRunText {
    Q_DECLARE_TR_FUNCTIONS(recap::gui::NewRunText)
};

// Calls `use` with the options of the kind, read from the form's values.
template <class Use>
auto withOptions(NewRunKind kind, const Json& values, Use use) {
    switch (kind) {
        case NewRunKind::Captioner: return use(optionsOf<CaptionTrainOptions>(values));
        case NewRunKind::Recaption: return use(optionsOf<RecaptionOptions>(values));
        case NewRunKind::Samples: return use(optionsOf<SampleRunOptions>(values));
        case NewRunKind::Metrics: return use(optionsOf<MetricsOptions>(values));
        case NewRunKind::Diffusion: break;
    }
    return use(optionsOf<DiffusionTrainOptions>(values));
}

}  // namespace recap::gui
