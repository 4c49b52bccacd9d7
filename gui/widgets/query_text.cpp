// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/query_text.h"

#include "data/query_error.h"
#include "data/query_hints.h"

#include <QCoreApplication>
#include <QStringList>

namespace recap::gui {

namespace {

QString mistakeText(QueryMistake mistake) {
    using M = QueryMistake;
    const auto text = [](const char* sentence) { return QCoreApplication::translate("QueryMistake", sentence); };
    switch (mistake) {
        case M::UnknownField:
            return text(QT_TRANSLATE_NOOP(
                "QueryMistake",
                "There is no field '{0}'. Fields are source, status, has, text, contains, matches, tokens, words, "
                "clip, "
                "author, lang, path, origin, key, width, height, aspect, bucket, bytes, group, similar, @attribute, "
                "is:missing, is:unreadable, is:duplicate, is:similar, is:repeated, is:filename and is:draft. Put a "
                "text with a colon in quotation marks."));
        case M::MisspeltField:
            return text(QT_TRANSLATE_NOOP("QueryMistake",
                                          "There is no field '{0}'; did you mean '{1}'? Put a text with a colon in "
                                          "quotation marks."));
        case M::NumberExpected:
            return text(QT_TRANSLATE_NOOP("QueryMistake", "'{0}' is compared with a whole number."));
        case M::ColonExpected: return text(QT_TRANSLATE_NOOP("QueryMistake", "'{0}' takes ':' and a text."));
        case M::UnknownStatus:
            return text(QT_TRANSLATE_NOOP("QueryMistake", "A status cannot be '{0}'. Allowed are {1}."));
        case M::MisspeltStatus:
            return text(QT_TRANSLATE_NOOP("QueryMistake", "There is no status '{0}'; did you mean '{1}'?"));
        case M::UnknownCondition:
            return text(QT_TRANSLATE_NOOP(
                "QueryMistake",
                "'is:' takes missing, unreadable, duplicate, similar, repeated, filename or draft, not '{0}'."));
        case M::MisspeltCondition:
            return text(QT_TRANSLATE_NOOP("QueryMistake", "'is:' does not take '{0}'; did you mean '{1}'?"));
        case M::AspectExpected:
            return text(QT_TRANSLATE_NOOP("QueryMistake",
                                          "'aspect' is width by height: compare it with a number like 1.5 or 3:2."));
        case M::BucketExpected:
            return text(QT_TRANSLATE_NOOP("QueryMistake",
                                          "'bucket' takes a training crop, width x height: bucket:576x448, or "
                                          "bucket:288x224@256 for a training at 256 pixels."));
        case M::NoSuchBucket:
            return text(QT_TRANSLATE_NOOP("QueryMistake", "A training at {0} pixels has no bucket {1}."));
        case M::AttributeExpected:
            return text(QT_TRANSLATE_NOOP("QueryMistake", "An attribute is compared with a number."));
        case M::ScoreExpected:
            return text(QT_TRANSLATE_NOOP("QueryMistake", "'clip' is compared with a CLIPScore like 0.25."));
        case M::PatternWrong: return text(QT_TRANSLATE_NOOP("QueryMistake", "The pattern is wrong ({0})."));
        case M::PatternNotClosed:
            return text(QT_TRANSLATE_NOOP("QueryMistake", "The pattern is not closed by a slash."));
        case M::QuoteNotClosed: return text(QT_TRANSLATE_NOOP("QueryMistake", "The quotation mark is not closed."));
        case M::BracketNotClosed: return text(QT_TRANSLATE_NOOP("QueryMistake", "The bracket is not closed."));
        case M::BracketNotOpened: return text(QT_TRANSLATE_NOOP("QueryMistake", "')' closes nothing."));
        case M::TooDeep: return text(QT_TRANSLATE_NOOP("QueryMistake", "The brackets are nested too deeply."));
        case M::NothingBehindMinus:
            return text(QT_TRANSLATE_NOOP("QueryMistake", "'-' stands in front of what must not occur."));
        case M::TermMissing: return text(QT_TRANSLATE_NOOP("QueryMistake", "A word or a field is missing here."));
        case M::ValueMissing: return text(QT_TRANSLATE_NOOP("QueryMistake", "'{0}' needs a value behind it."));
    }
    return {};
}

QString fromStd(const std::string& text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString hintText(const char* sentence) {
    return QCoreApplication::translate("QueryHint", sentence);
}

}  // namespace

int queryMistakePosition(const QueryError& error, const QString& query) {
    return static_cast<int>(QString::fromUtf8(query.toUtf8().left(static_cast<qsizetype>(error.position()))).size());
}

QString queryMistakeSentence(const QueryError& error, const QString& query) {
    const QString said = fromStd(filledIn(mistakeText(error.mistake()).toStdString(), error.arguments()));
    return QCoreApplication::translate("QueryMistake", "At character %1 of the filter: %2")
        .arg(queryMistakePosition(error, query) + 1)
        .arg(said);
}

QString queryHintSentence(const QueryHint& hint) {
    using Kind = QueryHint::Kind;
    switch (hint.kind) {
        case Kind::UnknownSource: {
            const QString name = fromStd(hint.name);
            if (!hint.nearest.empty())
                return hintText(QT_TRANSLATE_NOOP("QueryHint", "No caption has the source '%1'; did you mean '%2'?"))
                    .arg(name, fromStd(hint.nearest));
            if (hint.known.empty())
                return hintText(QT_TRANSLATE_NOOP("QueryHint",
                                                  "No caption has the source '%1'; the project has no captions yet."))
                    .arg(name);
            QStringList known;
            for (const std::string& source : hint.known) known << fromStd(source);
            return hintText(QT_TRANSLATE_NOOP("QueryHint", "No caption has the source '%1'; there are %2."))
                .arg(name, known.join(QStringLiteral(", ")));
        }
        case Kind::FilesNotChecked:
            return hintText(
                QT_TRANSLATE_NOOP("QueryHint", "It is not known yet whether the files exist; the report checks this."));
        case Kind::PicturesNotChecked:
            return hintText(QT_TRANSLATE_NOOP(
                "QueryHint", "The images have not been read yet, so this is not known; the report reads them."));
        case Kind::NotScored:
            return hintText(
                QT_TRANSLATE_NOOP("QueryHint", "No caption has a CLIPScore yet; “Score captions” computes it."));
    }
    return {};
}

}  // namespace recap::gui
