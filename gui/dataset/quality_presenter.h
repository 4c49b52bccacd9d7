// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/dataset/caption_quality.h"
#endif

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace recap::gui {

class Shell;

// Measures the quality of captions as a job and keeps the result; no widget inside.
class QualityPresenter final : public QObject {
    Q_OBJECT

public:
    explicit QualityPresenter(Shell& shell, QObject* parent = nullptr);

    void setProject(std::shared_ptr<Project> project);
    // Those of a source among the images of a query without a mistake, or those of a run.
    void measureSource(const QString& source, const QString& filter);
    void measureRun(RunId run);
    // The same selection again.
    void again();
    // Below it a CLIPScore counts as low; measures again when it is another one.
    void setLowClip(double score);
    double lowClip() const { return request_.low_clip; }
    bool counting() const { return counting_; }
    // None: not measured yet, or it failed.
    const std::optional<CaptionQuality>& quality() const { return quality_; }
    // The images of a list, as a query.
    static QString imagesQuery(const std::vector<ScoredCaption>& list);

Q_SIGNALS:
    void changed();

private:
    void measure(CaptionSelection selection);

    Shell& shell_;
    std::shared_ptr<Project> project_;
    CaptionQualityRequest request_;
    bool counting_ = false;
    quint64 asked_ = 0;  // answers to an older question are dropped
    std::optional<CaptionQuality> quality_;
};

}  // namespace recap::gui
