// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/project_part.h"

#include "base/ids.h"

#include <QString>

#include <functional>

namespace recap::gui {

class CaptionDrafts;
class CaptionJournal;
class ImageSelection;

// Texts that a person saves, and the way from one image without a caption to the next.
class CaptionWriting final : public ProjectPart {
    Q_OBJECT

public:
    CaptionWriting(ImageSelection& selection, CaptionDrafts& drafts, CaptionJournal& journal,
                   QObject* parent = nullptr);

    void announce() override {}
    // A new version of a caption; the older ones stay.
    void saveEdited(ImageId image, const QString& source, const QString& text);
    // Saves a caption that was written, and then goes on to the next image of the filter that has none of the source:
    // answered by nextFound or nothingLeft, or by notSaved.
    void saveWritten(ImageId image, const QString& source, const QString& text);
    // To the first image from the current one on that has no caption of the source: answered the same way.
    void goToUnwritten(const QString& source);

Q_SIGNALS:
    void nextFound();
    void nothingLeft();
    void notSaved();

protected:
    void forget() override;

private:
    void save(const QString& step, ImageId image, const QString& source, const QString& text,
              std::function<void()> done = {}, std::function<void()> undone = {});
    void findUnwritten(const QString& source, int from, ImageId without);

    ImageSelection& selection_;
    CaptionDrafts& drafts_;
    CaptionJournal& journal_;
    LatestOnly searches_;
};

}  // namespace recap::gui
