// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/project_part.h"

#include "base/ids.h"

#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace recap {
struct CaptionEdit;
}

namespace recap::gui {

// What was changed in the captions: makes named steps in their order, takes them back, and does them again.
class CaptionJournal final : public ProjectPart {
    Q_OBJECT

public:
    explicit CaptionJournal(QObject* parent = nullptr);

    void announce() override;
    // A step. One of the functions is called on the GUI thread when it is done or has failed; a failure is said as
    // well.
    void apply(const QString& name, const CaptionEdit& edit, std::function<void()> done = {},
               std::function<void()> undone = {});
    void undo() { move(false); }
    void redo() { move(true); }
    // Of the step that would be taken back or done again; empty: there is none.
    QString undoName() const { return undoName_; }
    QString redoName() const { return redoName_; }
    // Who changes captions here.
    const std::string& author() const { return author_; }
    // Reads the names again.
    void load();

Q_SIGNALS:
    void namesChanged();
    // Captions of these images are others now.
    void edited(const std::vector<ImageId>& images);
    // A step was taken back or done again; for a sentence in the window. `image`: the first that it was about.
    void moved(const QString& sentence, ImageId image);

protected:
    void forget() override;

private:
    void move(bool forward);
    void takeEdit(const std::vector<ImageId>& images);

    const std::string author_;
    QString undoName_, redoName_;
    LatestOnly names_;
};

}  // namespace recap::gui
