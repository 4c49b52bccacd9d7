// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"
#include "gui/dataset/dataset_store.h"
#include "gui/widgets/card.h"

#include <optional>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace recap::gui {

// One caption: whose it is, its status, its text with the differences, its figures, and an editor when it is written or
// edited. What stands in the editor is told at every key (`typed`); closing the editor saves nothing.
class CaptionCard final : public Card {
    Q_OBJECT

public:
    explicit CaptionCard(QWidget* parent = nullptr);
    void show(const CaptionView& view, bool active, const std::optional<Draft>& draft);
    // The captions of the image, from which a text can be begun.
    void setStarts(const QList<CaptionView>& captions);
    const QString& source() const { return source_; }
    // Opens the editor with the draft, or else the caption's text.
    void edit();
    bool editing() const;
    // The image whose caption the editor was opened on.
    ImageId editedImage() const { return editedImage_; }
    Draft typedText() const;
    void leaveEditor();
    // While a text is being saved and the next image is looked for: keys stay here and do nothing.
    void setSaving(bool saving) { saving_ = saving; }

Q_SIGNALS:
    void chosen(const QString& source);
    void editWanted();
    // `changed`: it differs from the caption.
    void typed(ImageId image, const Draft& draft, bool changed);
    void saved(ImageId image, const Draft& draft);
    void discardWanted(ImageId image);
    void editingChanged();
    void left();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeEditor();
    void showStatus(const CaptionView& view);
    void showDraft();
    void showFigures(const CaptionView& view);
    void textChanged();
    void begin();
    bool changed() const;
    void save();

    QString source_, textValue_, editedText_, begunFrom_;
    ImageId image_, editedImage_;
    std::optional<Draft> kept_;
    CaptionView shown_;
    bool saving_ = false, filling_ = false;
    QLabel *name_, *provenance_, *status_, *text_, *draft_, *figures_;
    QPushButton* discard_;
    QWidget* draftRow_;
    QComboBox* starts_;
    QPlainTextEdit* editor_;
    QWidget* editorBox_;
    LatestOnly measures_;
};

}  // namespace recap::gui
