// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/query_text.h"

#include "gui/base/error_text.h"

#include "data/query_error.h"
#include "data/query_hints.h"

#include <QCoreApplication>
#include <QStringList>

namespace recap::gui {

namespace {

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
    return QCoreApplication::translate("QueryMistake", "At character %1 of the filter: %2")
        .arg(queryMistakePosition(error, query) + 1)
        .arg(coreText(error.mistake()));
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
