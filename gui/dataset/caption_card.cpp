// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/caption_card.h"

#include "gui/dataset/caption_html.h"
#include "gui/dataset/status_mark.h"
#include "gui/shell/error_text.h"
#include "gui/shell/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace recap::gui {

CaptionCard::CaptionCard(QWidget* parent)
    : Card(QString(), parent),
      name_(makeLabel({}, "strong", this)),
      provenance_(makeLabel({}, "small", this)),
      status_(new QLabel(this)),
      text_(new QLabel(this)),
      figures_(makeLabel({}, "small", this)),
      hint_(makeLabel(tr("Ctrl+Enter saves a new version · Esc leaves it as it was"), "small", this)),
      editor_(new QPlainTextEdit(this)) {
    setCursor(Qt::PointingHandCursor);
    name_->setObjectName(QStringLiteral("captionSource"));
    status_->setObjectName(QStringLiteral("captionStatus"));
    status_->setProperty("pill", true);
    status_->setTextFormat(Qt::RichText);
    provenance_->setObjectName(QStringLiteral("captionProvenance"));
    text_->setObjectName(QStringLiteral("captionText"));
    text_->setTextFormat(Qt::RichText);
    text_->setWordWrap(true);
    text_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    QFont reading = Theme::current().bodyFont();
    reading.setPixelSize(14);
    text_->setFont(reading);
    figures_->setObjectName(QStringLiteral("captionFigures"));
    figures_->setWordWrap(true);
    hint_->setWordWrap(true);
    editor_->setObjectName(QStringLiteral("captionEditor"));
    editor_->setFont(reading);
    editor_->setTabChangesFocus(true);
    editor_->setFixedHeight(112);
    editor_->setAccessibleName(tr("Caption text"));
    editor_->installEventFilter(this);
    header()->insertWidget(0, name_);
    header()->insertStretch(1, 1);
    header()->addWidget(status_);
    body()->setSpacing(6);
    body()->addWidget(text_, 1);
    body()->addWidget(editor_, 1);
    body()->addWidget(hint_);
    body()->addWidget(figures_);
    body()->addWidget(provenance_);
    provenance_->setWordWrap(true);
    editor_->hide();
    hint_->hide();
}

void CaptionCard::show(const CaptionView& view, bool active) {
    source_ = view.source;
    image_ = view.caption.image;
    setObjectName(QStringLiteral("caption_") + source_);
    name_->setText(captionSourceText(view.source));
    provenance_->setText(view.provenance);
    provenance_->setToolTip(QString::fromStdString(view.caption.provenance.dump(2)));
    provenance_->setVisible(!view.provenance.isEmpty());
    figures_->setText(captionFigures(view));
    setStyleProperty(figures_, "role", view.cut >= 0 ? QStringLiteral("warning") : QStringLiteral("small"));
    text_value_ = view.text;
    text_->setText(captionHtml(view));
    showStatus(view.status, view.reference);
    setSelected(active);
}

void CaptionCard::showStatus(const QString& status, bool reference) {
    const StatusMark mark = statusMark(status);
    const QString word = captionStatusText(status);
    const QString compared = reference ? QStringLiteral(" · ") + tr("compared with") : QString();
    status_->setText(QStringLiteral("<span style=\"color:%1\">%2 %3</span>%4")
                         .arg(mark.color.name(), mark.sign, word.toHtmlEscaped(), compared));
}

void CaptionCard::edit() {
    if (!editing()) {
        edited_image_ = image_;
        edited_text_ = text_value_;
        editor_->setPlainText(text_value_);
        editor_->moveCursor(QTextCursor::End);
    }
    text_->hide();
    editor_->show();
    hint_->show();
    editor_->setFocus(Qt::OtherFocusReason);
}

bool CaptionCard::editing() const {
    return !editor_->isHidden();
}

QString CaptionCard::draft() const {
    return editor_->toPlainText();
}

void CaptionCard::leaveEditor() {
    editor_->hide();
    hint_->hide();
    text_->show();
}

void CaptionCard::mousePressEvent(QMouseEvent*) {
    Q_EMIT chosen(source_);
}

void CaptionCard::mouseDoubleClickEvent(QMouseEvent*) {
    edit();
}

bool CaptionCard::eventFilter(QObject* watched, QEvent* event) {
    if (watched != editor_ || event->type() != QEvent::KeyPress) return Card::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (enter && key->modifiers().testFlag(Qt::ControlModifier)) {
        const bool changed = draftChanged();
        leaveEditor();
        if (changed) Q_EMIT saved(edited_image_, draft());
        Q_EMIT left();
        return true;
    }
    if (key->key() == Qt::Key_Escape) {
        leaveEditor();
        Q_EMIT left();
        return true;
    }
    return false;
}

}  // namespace recap::gui
