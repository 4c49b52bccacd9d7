// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dataset/dataset_store.h"
#include "gui/widgets/card.h"

class QLabel;
class QPlainTextEdit;

namespace recap::gui {

// One caption: whose it is, its status, its text with the differences, its figures, and an editor when it is edited.
class CaptionCard final : public Card {
    Q_OBJECT

public:
    explicit CaptionCard(QWidget* parent = nullptr);
    void show(const CaptionView& view, bool active);
    const QString& source() const { return source_; }
    // Opens the editor with the caption's text; the draft survives until it is saved or left.
    void edit();
    bool editing() const;
    // The image whose caption the editor was opened on.
    recap::ImageId editedImage() const { return edited_image_; }
    bool draftChanged() const { return draft().trimmed() != edited_text_.trimmed(); }
    QString draft() const;
    void leaveEditor();

Q_SIGNALS:
    void chosen(const QString& source);
    void saved(recap::ImageId image, const QString& text);
    void left();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showStatus(const QString& status, bool reference);

    QString source_, text_value_, edited_text_;
    recap::ImageId image_, edited_image_;
    QLabel *name_, *provenance_, *status_, *text_, *figures_, *hint_;
    QPlainTextEdit* editor_;
};

}  // namespace recap::gui
