// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "gui/shell/project_part.h"
#include "workflow/captioning/caption_curve.h"

namespace recap::gui {

class RunRows;

// The result of the selected run, where it is a caption curve.
class CaptionCurves final : public ProjectPart {
    Q_OBJECT

public:
    explicit CaptionCurves(const RunRows& rows, QObject* parent = nullptr) : ProjectPart(parent), rows_(rows) {}

    void announce() override { Q_EMIT changed(); }
    // Reads what the run has come to; changed() follows. Another kind of run has no points.
    void load(RunId run);
    const CaptionCurve& curve() const { return curve_; }

Q_SIGNALS:
    void changed();

protected:
    void forget() override;

private:
    const RunRows& rows_;
    CaptionCurve curve_;
    LatestOnly reader_;
};

}  // namespace recap::gui
