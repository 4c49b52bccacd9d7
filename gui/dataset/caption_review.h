// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dataset/dataset_store.h"
#include "gui/shell/project_part.h"

#include <QString>

#include <deque>
#include <optional>

namespace recap::gui {

class CaptionJournal;
class CaptionSources;
class ImageSelection;

// The chosen image with its captions, and the decisions about the reviewed one.
class CaptionReview final : public ProjectPart {
    Q_OBJECT

public:
    CaptionReview(ImageSelection& selection, CaptionSources& sources, CaptionJournal& journal,
                  QObject* parent = nullptr);

    void announce() override;
    const ImageDetail& detail() const { return detail_; }
    // Whether the captions of the chosen image are the ones that are loaded.
    bool upToDate() const;
    // Null: the image has no caption of the reviewed source.
    const CaptionView* caption() const;
    // Each names its step for undo and goes on to the next image; where there is no caption to decide about they say so
    // and go on as well.
    void accept() { decide(CaptionStatus::Accepted); }
    void reject() { decide(CaptionStatus::Rejected); }
    void flag() { decide(CaptionStatus::Flagged); }
    void next();
    // Reviews the next or previous caption of the image.
    void moveReviewed(int by);
    // Reads the chosen image again.
    void load();
    // Keys that were pressed and not done yet mean nothing any more.
    void dropHeld() { held_.clear(); }

Q_SIGNALS:
    void detailChanged();
    // A remark that may be overlooked; a text in the window, no message over it.
    void said(const QString& sentence);

protected:
    void forget() override;

private:
    void take(ImageDetail detail);
    void decide(CaptionStatus status);
    void doHeldSteps();

    ImageSelection& selection_;
    CaptionSources& sources_;
    CaptionJournal& journal_;
    ImageDetail detail_;
    // Keys pressed before the image's captions were there: a decision, or none for "skip". Done in order as they load.
    std::deque<std::optional<CaptionStatus>> held_;
    LatestOnly details_;
};

}  // namespace recap::gui
