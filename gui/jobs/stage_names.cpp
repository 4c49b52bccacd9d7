// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/stage_names.h"

#include <QCoreApplication>
#include <QString>

namespace recap::gui {

namespace {

// For the translators; they are looked up by what the core says. The test `translations` compares them with the core.
[[maybe_unused]] constexpr const char* kStages[] = {
    QT_TRANSLATE_NOOP("Stage", "train"),
    QT_TRANSLATE_NOOP("Stage", "recaption"),
    QT_TRANSLATE_NOOP("Stage", "requests"),
    QT_TRANSLATE_NOOP("Stage", "answers"),
    QT_TRANSLATE_NOOP("Stage", "merging"),
    QT_TRANSLATE_NOOP("Stage", "captioner"),
    QT_TRANSLATE_NOOP("Stage", "pictures"),
    QT_TRANSLATE_NOOP("Stage", "latents"),
    QT_TRANSLATE_NOOP("Stage", "scanning"),
    QT_TRANSLATE_NOOP("Stage", "importing"),
    QT_TRANSLATE_NOOP("Stage", "exporting"),
    QT_TRANSLATE_NOOP("Stage", "loading"),
    QT_TRANSLATE_NOOP("Stage", "scoring"),
    QT_TRANSLATE_NOOP("Stage", "denoise"),
    QT_TRANSLATE_NOOP("Stage", "convert"),
    QT_TRANSLATE_NOOP("Stage", "reading pictures"),
    QT_TRANSLATE_NOOP("Stage", "comparing pictures"),
    QT_TRANSLATE_NOOP("Stage", "comparing runs"),
    QT_TRANSLATE_NOOP("Stage", "looking for files"),
    QT_TRANSLATE_NOOP("Stage", "judge"),
    QT_TRANSLATE_NOOP("Stage", "vae"),
    QT_TRANSLATE_NOOP("Stage", "clip"),
    QT_TRANSLATE_NOOP("Stage", "base"),
    QT_TRANSLATE_NOOP("Stage", "scenes"),
    QT_TRANSLATE_NOOP("Stage", "Judge real images"),
    QT_TRANSLATE_NOOP("Stage", "Compose and import the data set"),
    QT_TRANSLATE_NOOP("Stage", "Draw held-out prompts"),
    QT_TRANSLATE_NOOP("Stage", "Fine-tune the captioner"),
    QT_TRANSLATE_NOOP("Stage", "Write RECAP captions"),
    QT_TRANSLATE_NOOP("Stage", "Compare numbers of human captions"),
    QT_TRANSLATE_NOOP("Stage", "Generate samples of Baseline"),
    QT_TRANSLATE_NOOP("Stage", "Judge the samples"),
    QT_TRANSLATE_NOOP("Stage", "Write the report"),
};

// With a name behind.
constexpr const char* kNamed[] = {
    QT_TRANSLATE_NOOP("Stage", "counting %1"),
    QT_TRANSLATE_NOOP("Stage", "Judge %1"),
    QT_TRANSLATE_NOOP("Stage", "Metrics of %1"),
    QT_TRANSLATE_NOOP("Stage", "Train %1"),
    QT_TRANSLATE_NOOP("Stage", "Generate samples of %1"),
};

}  // namespace

QString stageText(const QString& stage) {
    const QByteArray source = stage.toUtf8();
    const QString whole = QCoreApplication::translate("Stage", source.constData());
    if (whole != stage) return whole;
    for (const char* named : kNamed) {
        const QString head = QString::fromLatin1(named).section(QLatin1Char('%'), 0, 0);
        if (stage.startsWith(head)) return QCoreApplication::translate("Stage", named).arg(stage.mid(head.size()));
    }
    // A stage of a study in front of what its job does.
    const qsizetype colon = stage.indexOf(QStringLiteral(": "));
    if (colon > 0) return QStringLiteral("%1: %2").arg(stageText(stage.left(colon)), stageText(stage.mid(colon + 2)));
    return stage;
}

}  // namespace recap::gui
