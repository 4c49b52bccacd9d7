// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/project_part.h"

#include "base/ids.h"

#include <QString>
#include <QStringList>
#include <QTimer>

#include <vector>

namespace recap::gui {

class CaptionSources;

// The query line: what is typed, whether it is right, and which images it finds. Reading happens on background threads;
// the last good result stays while a query is wrong or under way.
class DatasetQuery final : public ProjectPart {
    Q_OBJECT

public:
    explicit DatasetQuery(const CaptionSources& sources, QObject* parent = nullptr);

    void announce() override;
    // Waits for a pause in typing before it asks.
    void setText(const QString& text);
    QString text() const { return text_; }
    // The query whose images are shown: the last one without a mistake.
    QString shownText() const { return shownText_; }
    // Adds "field:value" to the query, in place of another value of that field; takes it out when it is there. A status
    // brings the reviewed source with it, unless the query names one.
    void toggleTerm(const QString& field, const QString& value);
    bool hasTerm(const QString& field, const QString& value) const;
    // The query of before, without asking; what was typed meanwhile counts more.
    void restore(const QString& text);
    // Asks at once.
    void run();

Q_SIGNALS:
    void changed(const QString& text);
    // What the query finds, in order.
    void found(const std::vector<ImageId>& images);
    // Empty message: the query is right. Position from 0 in characters, -1 when unknown.
    void problem(const QString& message, int position);
    // Why a right query may have found nothing; empty: no remark. `checkFiles`: the report would tell.
    void hinted(const QStringList& hints, bool checkFiles);

protected:
    void forget() override;

private:
    const CaptionSources& sources_;
    QString text_, shownText_;
    QTimer typing_;
    LatestOnly queries_;
};

}  // namespace recap::gui
