// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dataset/dataset_store.h"
#include "gui/shell/project_part.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <utility>

namespace recap::gui {

// What stands in editors and was not saved, kept in the project as it is typed.
class CaptionDrafts final : public ProjectPart {
    Q_OBJECT

public:
    explicit CaptionDrafts(QObject* parent = nullptr) : ProjectPart(parent) {}

    void announce() override;
    void keep(ImageId image, const QString& source, const Draft& draft);
    void drop(ImageId image, const QString& source);
    // Takes it out here; in the project it goes with the caption that is saved.
    std::optional<Draft> take(ImageId image, const QString& source);
    std::optional<Draft> find(ImageId image, const QString& source) const;
    QStringList sourcesOf(ImageId image) const;
    int count() const { return static_cast<int>(drafts_.size()); }
    // Those that the project holds.
    void restore(const QList<StoredDraft>& drafts);

Q_SIGNALS:
    void changed();
    // Drafts of before were found in the project that was opened.
    void found(int count);

protected:
    void forget() override;

private:
    QMap<std::pair<std::int64_t, QString>, Draft> drafts_;  // by image and source
    bool failureSaid_ = false;                              // once, not at every key
};

}  // namespace recap::gui
