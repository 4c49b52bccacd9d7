// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/dataset_query.h"

#include "gui/dataset/caption_sources.h"
#include "gui/dataset/dataset_store.h"

#include <algorithm>

namespace recap::gui {

namespace {

constexpr int kTypingMs = 180;

QString term(const QString& field, const QString& value) {
    return field + QLatin1Char(':') + value;
}

QStringList wordsOf(const QString& query) {
    return query.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

}  // namespace

DatasetQuery::DatasetQuery(const CaptionSources& sources, QObject* parent) : ProjectPart(parent), sources_(sources) {
    typing_.setSingleShot(true);
    typing_.setInterval(kTypingMs);
    connect(&typing_, &QTimer::timeout, this, &DatasetQuery::run);
}

void DatasetQuery::forget() {
    queries_.forget();
    typing_.stop();
    text_.clear();
    shownText_.clear();
}

void DatasetQuery::announce() {
    Q_EMIT changed(text_);
    Q_EMIT problem({}, -1);
    Q_EMIT hinted({}, false);
}

void DatasetQuery::setText(const QString& text) {
    if (text == text_) return;
    text_ = text;
    Q_EMIT changed(text_);
    typing_.start();
}

void DatasetQuery::restore(const QString& text) {
    if (!text_.isEmpty() || text.isEmpty()) return;
    text_ = text;
    Q_EMIT changed(text_);
}

bool DatasetQuery::hasTerm(const QString& field, const QString& value) const {
    return wordsOf(text_).contains(term(field, value));
}

void DatasetQuery::toggleTerm(const QString& field, const QString& value) {
    QStringList words = wordsOf(text_);
    const auto isOf = [](const QString& name) {
        return [name](const QString& word) { return word.startsWith(name + QLatin1Char(':')); };
    };
    if (words.removeAll(term(field, value)) == 0) {
        words.removeIf(isOf(field));
        // The counts are those of the reviewed captions, so the filter has to mean them as well.
        const bool anySource = std::any_of(words.begin(), words.end(), isOf(QStringLiteral("source")));
        if (field == QStringLiteral("status") && !anySource && !sources_.reviewed().isEmpty())
            words << term(QStringLiteral("source"), sources_.reviewed());
        words << term(field, value);
    }
    setText(words.join(QLatin1Char(' ')));
}

void DatasetQuery::run() {
    if (project() == nullptr) return;
    queries_.run(
        this, [project = project(), text = text_] { return findImages(*project, text); },
        [this, text = text_](const QueryResult& result) {
            if (result.problem) {
                Q_EMIT hinted({}, false);
                Q_EMIT problem(*result.problem, result.position);
                return;
            }
            shownText_ = text;
            Q_EMIT problem({}, -1);
            Q_EMIT hinted(result.hints, result.check_files);
            Q_EMIT found(result.ids);
        },
        saying());
}

}  // namespace recap::gui
