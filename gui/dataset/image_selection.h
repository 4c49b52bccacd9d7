// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dataset/image_grid_model.h"
#include "gui/shell/project_part.h"

#include <QString>

#include <vector>

namespace recap::gui {

// The images that the query found, and which of them is looked at. The chosen image stays when it is found again.
class ImageSelection final : public ProjectPart {
    Q_OBJECT

public:
    explicit ImageSelection(QObject* parent = nullptr);

    void announce() override;
    ImageGridModel& grid() { return grid_; }
    int count() const { return grid_.rowCount(); }
    // -1: none.
    int current() const { return current_; }
    // No id: none.
    ImageId image() const { return grid_.idAt(current_); }
    void setCurrent(int row);
    void next() { setCurrent(current_ + 1); }
    void previous() { setCurrent(current_ - 1); }
    // To this image, when it was found.
    void goTo(ImageId image);
    // Chosen when it is among the images of the next show(); by itself the one that is current then.
    void want(ImageId image) { wanted_ = image; }
    void show(const std::vector<ImageId>& images);
    // Whose captions the grid shows.
    void setSource(const QString& source);
    void refresh(const std::vector<ImageId>& images);
    void refreshAll() { grid_.refreshAll(); }

Q_SIGNALS:
    void resultsChanged();
    void currentChanged(int row);

protected:
    void forget() override;

private:
    ImageGridModel grid_;
    ImageId wanted_;  // selection to find again after a query
    int current_ = -1;
};

}  // namespace recap::gui
