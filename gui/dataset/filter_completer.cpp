// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/filter_completer.h"

#include "data/image_query.h"
#include "data/records.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStringListModel>

namespace recap::gui {

namespace {
// Those that one meets most; every other code can be typed.
constexpr const char* kLanguages[] = {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "pt", "ru", "zh", "und"};
}  // namespace

FilterCompleter::FilterCompleter(QLineEdit* line) : QCompleter(line), line_(line), model_(new QStringListModel(this)) {
    setModel(model_);
    setWidget(line);
    setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    popup()->setObjectName(QStringLiteral("queryCompletions"));
    // A window of its own: the lists of the style sheet have no ground, and here nothing would be behind them.
    popup()->setStyleSheet(QStringLiteral(
        "QAbstractItemView { background: palette(base); color: palette(text); border: 1px solid palette(dark); "
        "border-radius: 0; padding: 4px; }"));
    setSources({});
    connect(line, &QLineEdit::textEdited, this, &FilterCompleter::offer);
    connect(line, &QLineEdit::returnPressed, this, [this] { popup()->hide(); });
    connect(this, qOverload<const QString&>(&QCompleter::activated), this, &FilterCompleter::take);
}

void FilterCompleter::setSources(const QStringList& sources) {
    words_.clear();
    for (const QueryField& field : imageQueryFields()) {
        // Operators are shorter than what one would choose from a list.
        if (field.text != "or" && field.text != "not")
            words_ << QString::fromUtf8(field.text.data(), static_cast<qsizetype>(field.text.size()));
    }
    for (const auto& status : kCaptionStatusNames)
        words_ << QStringLiteral("status:") + QString::fromUtf8(status.second.data());
    for (const char* language : kLanguages) words_ << QStringLiteral("lang:") + QLatin1String(language);
    for (const QString& source : sources)
        words_ << QStringLiteral("source:") + source << QStringLiteral("has:") + source;
}

// Escape means the list and nothing that lies below it.
bool FilterCompleter::eventFilter(QObject* watched, QEvent* event) {
    // Asking for popup() would make it, which sends events.
    if (event->type() == QEvent::ShortcutOverride && watched != line_ &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QCompleter::eventFilter(watched, event);
}

int FilterCompleter::wordStart() const {
    const QString text = line_->text();
    int start = line_->cursorPosition();
    while (start > 0 && !QStringLiteral(" (-\t").contains(text.at(start - 1))) --start;
    return start;
}

QStringList FilterCompleter::candidates() const {
    const int start = wordStart();
    const QString text = line_->text();
    const QString word = text.mid(start, line_->cursorPosition() - start);
    // Inside quotation marks everything is text.
    if (word.isEmpty() || text.left(start).count(QLatin1Char('"')) % 2 != 0) return {};
    QStringList found;
    for (const QString& candidate : words_)
        if (candidate.size() > word.size() && candidate.startsWith(word, Qt::CaseInsensitive)) found << candidate;
    return found;
}

void FilterCompleter::offer() {
    const QStringList found = candidates();
    model_->setStringList(found);
    if (found.isEmpty())
        popup()->hide();
    else
        complete();
    // Return ends the typing; it takes a completion only when one was chosen with the arrows.
    popup()->setCurrentIndex({});
}

void FilterCompleter::take(const QString& text) {
    const int start = wordStart();
    QString query = line_->text();
    query.replace(start, line_->cursorPosition() - start, text);
    line_->setText(query);
    line_->setCursorPosition(start + static_cast<int>(text.size()));
    Q_EMIT line_->textEdited(query);
}

}  // namespace recap::gui
