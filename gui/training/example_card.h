// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/card.h"

#include <vector>

class QGridLayout;
class QLabel;

namespace recap {
struct ExampleCaptions;
}

namespace recap::gui {

class RunExamples;
class ThumbnailCache;

// The example images of a captioner's training: picture, human caption, and what the captioner wrote, newest first.
// Hidden where there are none.
class ExampleCard final : public Card {
    Q_OBJECT

public:
    ExampleCard(const RunExamples& examples, ThumbnailCache& thumbnails, QWidget* parent = nullptr);

private:
    void showExamples();
    QWidget* makeExample(const ExampleCaptions& example);
    void addCaptions(const ExampleCaptions& example, QGridLayout* grid, QWidget* parent) const;
    void showPictures();

    struct Picture {
        QLabel* label;
        QString path;
    };

    const RunExamples& examples_;
    ThumbnailCache& thumbnails_;
    QWidget* rows_ = nullptr;  // made again with the examples
    std::vector<Picture> pictures_;
};

}  // namespace recap::gui
