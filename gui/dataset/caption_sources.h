// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dataset/dataset_store.h"
#include "gui/shell/project_part.h"

#include <QString>
#include <QStringList>

namespace recap::gui {

// The project's caption sources with their counts, and which of them is reviewed, compared with, and written into.
class CaptionSources final : public ProjectPart {
    Q_OBJECT

public:
    explicit CaptionSources(QObject* parent = nullptr) : ProjectPart(parent) {}

    void announce() override;
    const FacetCounts& counts() const { return counts_; }
    // In the order of counts().
    QStringList names() const;

    // The caption that accept, edit, reject and flag mean.
    QString reviewed() const { return reviewed_; }
    void setReviewed(const QString& source);
    // The caption that the others are compared with; empty: none.
    QString reference() const { return reference_; }
    void setReference(const QString& source);
    // The source into which captions are written; human_short at first.
    QString written() const { return written_; }
    void setWritten(const QString& source);
    // What it may be: the project's sources, and the usual ones of captions by hand.
    QStringList writeChoices() const;
    // The sources of before, without signals but writtenChanged(); what was chosen meanwhile counts more.
    void restore(const QString& reviewed, const QString& reference, const QString& written);
    // Counts again, and chooses the reviewed source and the reference when nobody has yet.
    void load();

Q_SIGNALS:
    void countsChanged();
    void reviewedChanged();
    void referenceChanged();
    void writtenChanged();
    // A person chose another source.
    void chosen();

protected:
    void forget() override;

private:
    void chooseForReview();

    FacetCounts counts_;
    QString reviewed_, reference_, written_;
    bool reviewChosen_ = false;
    LatestOnly loads_;
};

}  // namespace recap::gui
