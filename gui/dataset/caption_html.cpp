// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/caption_html.h"

#include "gui/base/theme.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace recap::gui {

namespace {

QString escaped(QString text) {
    return text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
}

QString marked(const QString& text, const QColor& ink, const QColor& ground, const char* decoration) {
    // Spaces of no width would end the ground at a line break; a plain span wraps as the words do.
    return QStringLiteral("<span style=\"color:%1; background-color:%2; text-decoration:%3\">%4</span>")
        .arg(ink.name(), ground.name(), QString::fromLatin1(decoration), escaped(text));
}

QString withCut(const CaptionView& view) {
    if (view.cut < 0) return escaped(view.text);
    const ThemeColors& colors = Theme::current().colors();
    return escaped(view.text.left(view.cut)) +
           QStringLiteral(" <span style=\"color:%1\">✂</span> <span style=\"color:%2\">%3</span>")
               .arg(colors.error.name(), colors.muted.name(), escaped(view.text.mid(view.cut)));
}

}  // namespace

QString captionHtml(const CaptionView& view) {
    if (view.diff.empty()) return withCut(view);
    const ThemeColors& colors = Theme::current().colors();
    QString html;
    bool deleted = false;
    for (const DiffSpan& span : view.diff) {
        // What replaces a word stands apart from it, whatever the spaces of the two texts.
        if ((span.space_before || deleted) && !html.isEmpty()) html += QLatin1Char(' ');
        deleted = span.op == DiffOp::Delete;
        const QString text = QString::fromStdString(span.text);
        switch (span.op) {
            case DiffOp::Equal: html += escaped(text); break;
            case DiffOp::Insert: html += marked(text, colors.inserted_text, colors.inserted_back, "underline"); break;
            case DiffOp::Delete: html += marked(text, colors.deleted_text, colors.deleted_back, "line-through"); break;
        }
    }
    return html;
}

QString captionFigures(const CaptionView& view) {
    QStringList parts;
    if (view.tokens >= 0)
        parts << QCoreApplication::translate("CaptionFigures", "%n CLIP token(s)", nullptr, view.tokens);
    parts << QCoreApplication::translate("CaptionFigures", "%n word(s)", nullptr, view.words);
    if (view.clip)
        parts << QCoreApplication::translate("CaptionFigures", "CLIPScore %1")
                     .arg(QLocale().toString(*view.clip, 'f', 3));
    if (view.cut >= 0)
        parts << QCoreApplication::translate("CaptionFigures",
                                             "CLIP reads %1 of them (77 with the start and end tokens)")
                     .arg(view.limit);
    return parts.join(QStringLiteral(" · "));
}

}  // namespace recap::gui
