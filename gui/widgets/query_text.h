// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace recap {
class QueryError;
struct QueryHint;
}  // namespace recap

namespace recap::gui {

// What is wrong with a filter, in the window's language, with the character at which it begins.
QString queryMistakeSentence(const QueryError& error, const QString& query);
// That character, counted from 0; the core counts bytes.
int queryMistakePosition(const QueryError& error, const QString& query);
// Why a filter that is right may find nothing.
QString queryHintSentence(const QueryHint& hint);

}  // namespace recap::gui
