// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/caption_card.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/dataset/caption_html.h"
#include "gui/dataset/status_mark.h"
#include "gui/widgets/page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextEdit>
#include <QVBoxLayout>

namespace recap::gui {

namespace {

constexpr int kEditorHeight = 80;

QFont readingFont() {
    QFont font = Theme::current().bodyFont();
    font.setPixelSize(14);
    return font;
}

// What stands behind the place where CLIP stops reading.
QTextEdit::ExtraSelection unread(QPlainTextEdit* editor, qsizetype cut) {
    QTextEdit::ExtraSelection selection;
    selection.cursor = QTextCursor(editor->document());
    selection.cursor.setPosition(static_cast<int>(cut));
    selection.cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    selection.format.setForeground(Theme::current().colors().deleted_text);
    selection.format.setBackground(Theme::current().colors().deleted_back);
    selection.format.setFontUnderline(true);
    return selection;
}

}  // namespace

CaptionCard::CaptionCard(QWidget* parent)
    : Card(QString(), parent),
      name_(makeLabel({}, "strong", this)),
      provenance_(makeLabel({}, "small", this)),
      status_(new QLabel(this)),
      text_(new QLabel(this)),
      draft_(makeLabel({}, "warning", this)),
      figures_(makeLabel({}, "small", this)),
      discard_(new QPushButton(tr("Discard"), this)),
      draftRow_(new QWidget(this)),
      starts_(new QComboBox(this)),
      editor_(new QPlainTextEdit(this)),
      editorBox_(makeEditor()) {
    setCursor(Qt::PointingHandCursor);
    name_->setObjectName(QStringLiteral("captionSource"));
    status_->setObjectName(QStringLiteral("captionStatus"));
    status_->setProperty("pill", true);
    status_->setTextFormat(Qt::RichText);
    provenance_->setObjectName(QStringLiteral("captionProvenance"));
    provenance_->setWordWrap(true);
    text_->setObjectName(QStringLiteral("captionText"));
    text_->setTextFormat(Qt::RichText);
    text_->setWordWrap(true);
    text_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    text_->setFont(readingFont());
    figures_->setObjectName(QStringLiteral("captionFigures"));
    figures_->setWordWrap(true);
    draft_->setObjectName(QStringLiteral("captionDraft"));
    draft_->setWordWrap(true);
    discard_->setObjectName(QStringLiteral("captionDiscard"));
    discard_->setToolTip(tr("Discard the draft"));
    discard_->setFocusPolicy(Qt::NoFocus);
    connect(discard_, &QPushButton::clicked, this, [this] { Q_EMIT discardWanted(image_); });
    auto* row = makeRow(draftRow_);
    row->addWidget(draft_, 1);
    row->addWidget(discard_, 0, Qt::AlignTop);
    header()->insertWidget(0, name_);
    header()->insertStretch(1, 1);
    header()->addWidget(status_);
    body()->setSpacing(6);
    body()->addWidget(text_, 1);
    body()->addWidget(draftRow_);
    body()->addWidget(editorBox_, 1);
    body()->addWidget(figures_);
    body()->addWidget(provenance_);
    draftRow_->hide();
    editorBox_->hide();
}

QWidget* CaptionCard::makeEditor() {
    auto* box = new QWidget(this);
    auto* column = makeColumn(box, 6);
    editor_->setObjectName(QStringLiteral("captionEditor"));
    editor_->setFont(readingFont());
    editor_->setTabChangesFocus(true);
    editor_->setFixedHeight(kEditorHeight);
    editor_->setAccessibleName(tr("Caption text"));
    editor_->setPlaceholderText(tr("What the image shows"));
    editor_->installEventFilter(this);
    connect(editor_, &QPlainTextEdit::textChanged, this, &CaptionCard::textChanged);
    column->addWidget(editor_);
    auto* row = new QHBoxLayout;
    row->addWidget(makeLabel(tr("Start from"), "small", box));
    starts_->setObjectName(QStringLiteral("beginFrom"));
    starts_->setAccessibleName(tr("Start from"));
    starts_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    starts_->setMinimumContentsLength(10);
    connect(starts_, &QComboBox::activated, this, &CaptionCard::begin);
    row->addWidget(starts_);
    QLabel* hint = makeLabel(tr("Ctrl+Enter saves · Esc closes and keeps the draft"), "small", box);
    hint->setWordWrap(true);
    row->addWidget(hint, 1);
    column->addLayout(row);
    return box;
}

void CaptionCard::show(const CaptionView& view, bool active, const std::optional<Draft>& draft) {
    source_ = view.source;
    image_ = view.caption.image;
    kept_ = draft;
    shown_ = view;
    setObjectName(QStringLiteral("caption_") + source_);
    name_->setText(captionSourceText(view.source));
    provenance_->setText(view.provenance);
    provenance_->setToolTip(QString::fromStdString(view.caption.provenance.dump(2)));
    provenance_->setVisible(!view.provenance.isEmpty() && !editing());
    textValue_ = view.text;
    text_->setText(view.written ? captionHtml(view) : tr("No caption of this source yet.").toHtmlEscaped());
    if (!editing()) showFigures(view);
    showStatus(view);
    showDraft();
    setSelected(active);
}

void CaptionCard::showStatus(const CaptionView& view) {
    status_->setVisible(view.written);
    const StatusMark mark = statusMark(view.status);
    const QString word = captionStatusText(view.status);
    const QString compared = view.reference ? QStringLiteral(" · ") + tr("compared with") : QString();
    status_->setText(QStringLiteral("<span style=\"color:%1\">%2 %3</span>%4")
                         .arg(mark.color.name(), mark.sign, word.toHtmlEscaped(), compared));
}

void CaptionCard::showDraft() {
    draftRow_->setVisible(kept_.has_value() && !editing());
    if (kept_) draft_->setText(tr("Draft, not saved: %1").arg(kept_->text));
}

void CaptionCard::showFigures(const CaptionView& view) {
    figures_->setVisible(view.written || editing());
    figures_->setText(captionFigures(view));
    setStyleProperty(figures_, "role", view.cut >= 0 ? QStringLiteral("warning") : QStringLiteral("small"));
    QList<QTextEdit::ExtraSelection> marks;
    if (editing() && view.cut >= 0) marks << unread(editor_, view.cut);
    editor_->setExtraSelections(marks);
}

void CaptionCard::setStarts(const QList<CaptionView>& captions) {
    const QString chosen = starts_->currentData().toString();
    starts_->clear();
    starts_->addItem(tr("the text above"), QString());
    for (const CaptionView& view : captions)
        if (view.written && view.source != source_)
            starts_->addItem(captionSourceText(view.source), QStringList{view.source, view.text});
    for (int i = 1; i < starts_->count(); ++i)
        if (starts_->itemData(i).toStringList().value(0) == (editing() ? begunFrom_ : chosen))
            starts_->setCurrentIndex(i);
    starts_->setEnabled(starts_->count() > 1);
}

// The text of another caption in place of what stands here; the editor's own undo brings that back.
void CaptionCard::begin() {
    const QStringList start = starts_->currentData().toStringList();
    if (start.size() == 2) {
        begunFrom_ = start.at(0);
        QTextCursor cursor(editor_->document());
        cursor.select(QTextCursor::Document);
        cursor.insertText(start.at(1));
        editor_->moveCursor(QTextCursor::End);
    }
    editor_->setFocus(Qt::OtherFocusReason);
}

void CaptionCard::edit() {
    if (!editing()) {
        editedImage_ = image_;
        editedText_ = textValue_;
        begunFrom_ = kept_ ? kept_->begun_from : QString();
        saving_ = false;
        filling_ = true;
        editor_->setPlainText(kept_ ? kept_->text : textValue_);
        filling_ = false;
        editor_->moveCursor(QTextCursor::End);
        starts_->setCurrentIndex(0);
    }
    text_->hide();
    provenance_->hide();
    editorBox_->show();
    showDraft();
    textChanged();
    editor_->setFocus(Qt::OtherFocusReason);
    Q_EMIT editingChanged();
}

bool CaptionCard::editing() const {
    return !editorBox_->isHidden();
}

Draft CaptionCard::typedText() const {
    return {editor_->toPlainText(), begunFrom_};
}

bool CaptionCard::changed() const {
    return editor_->toPlainText().trimmed() != editedText_.trimmed();
}

void CaptionCard::textChanged() {
    if (filling_ || !editing()) return;
    measures_.run(
        this, [text = editor_->toPlainText()] { return measuredText(text); },
        [this](const CaptionView& view) {
            if (editing() && view.text == editor_->toPlainText()) showFigures(view);
        },
        {});
    Q_EMIT typed(editedImage_, typedText(), changed());
}

void CaptionCard::leaveEditor() {
    if (!editing()) return;
    measures_.forget();
    saving_ = false;
    editorBox_->hide();
    text_->show();
    provenance_->setVisible(!shown_.provenance.isEmpty());
    showFigures(shown_);
    showDraft();
    Q_EMIT editingChanged();
}

void CaptionCard::save() {
    const bool worth = changed() && !editor_->toPlainText().trimmed().isEmpty();
    if (worth) {
        Q_EMIT saved(editedImage_, typedText());
    } else {
        leaveEditor();
        Q_EMIT left();
    }
}

void CaptionCard::mousePressEvent(QMouseEvent*) {
    if (shown_.written) Q_EMIT chosen(source_);
}

void CaptionCard::mouseDoubleClickEvent(QMouseEvent*) {
    Q_EMIT editWanted();
}

bool CaptionCard::eventFilter(QObject* watched, QEvent* event) {
    const bool press = event->type() == QEvent::KeyPress;
    if (watched != editor_ || (!press && event->type() != QEvent::ShortcutOverride))
        return Card::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const bool save = enter && key->modifiers().testFlag(Qt::ControlModifier);
    const bool escape = key->key() == Qt::Key_Escape;
    if (!press) {
        // These mean the editor, whatever the window uses them for.
        if (save || escape || saving_) event->accept();
        return save || escape || saving_;
    }
    if (escape) {
        leaveEditor();
        Q_EMIT left();
        return true;
    }
    if (saving_) return true;
    if (save) this->save();
    return save;
}

}  // namespace recap::gui
