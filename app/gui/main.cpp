// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"
#include "base/wait_policy.h"
#include "gui/base/prompter.h"
#include "gui/base/settings.h"
#include "gui/base/theme.h"
#include "gui/shell/shell.h"
#include "gui/shell/workspace.h"
#include "gui/window/main_window.h"
#include "gui/window/screenshots.h"
#include "gui/window/workspaces.h"
#include "workflow/project/threads.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLibraryInfo>
#include <QTimer>
#include <QTranslator>

using namespace recap::gui;

namespace {

ThemeMode themeFrom(const QString& name) {
    if (name == QStringLiteral("dark")) return ThemeMode::Dark;
    return name == QStringLiteral("light") ? ThemeMode::Light : ThemeMode::System;
}

}  // namespace

int main(int argc, char** argv) {
    recap::waitPassively(argv);
    recap::keepFreedMemory();
    recap::leaveCoresFree(1);
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("recap-workbench"));
    QApplication::setApplicationVersion(QStringLiteral(RECAP_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("recap-workbench"));
    // Qt's own texts first: ours, installed later, are asked before them.
    QTranslator qt_texts;
    if (qt_texts.load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                      QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(&qt_texts);
    QTranslator translator;
    // English is a translation too: it holds the plural forms, for every locale that has no file of its own.
    if (translator.load(QLocale(), QStringLiteral("recap"), QStringLiteral("_"), QStringLiteral(":/i18n")) ||
        translator.load(QStringLiteral(":/i18n/recap_en")))
        QApplication::installTranslator(&translator);

    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("project"), QApplication::translate("main", "Project folder to open"));
    const QCommandLineOption demo(QStringLiteral("demo"), QApplication::translate("main", "Open the demo project"));
    const QCommandLineOption rate(QStringLiteral("rate"),
                                  QApplication::translate("main", "Rate the items of a rating package"),
                                  QStringLiteral("file"));
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("light | dark"), QStringLiteral("theme"));
    const QCommandLineOption shots(QStringLiteral("screenshots"),
                                   QApplication::translate("main", "Save a screenshot of every page and quit"),
                                   QStringLiteral("dir"));
    const QCommandLineOption test(QStringLiteral("self-test"),
                                  QApplication::translate("main", "Show the window once and quit"));
    parser.addOptions({demo, rate, theme, shots, test});
    parser.process(app);

    auto prompter = std::make_unique<DialogPrompter>();
    DialogPrompter& dialogs = *prompter;
    Shell shell(openSettings(), std::move(prompter));
    Theme::current().apply();
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/recap-workbench.svg")));
    const QString stored = shell.settings().value(QStringLiteral("theme")).toString();
    Theme::current().setMode(themeFrom(parser.isSet(theme) ? parser.value(theme) : stored));

    MainWindow window(shell, makeWorkspaces(shell));
    dialogs.setParent(&window);
    if (parser.isSet(demo)) window.openDemo();
    if (!parser.positionalArguments().isEmpty()) window.openProject(parser.positionalArguments().constFirst());
    if (parser.isSet(rate)) window.openDocument(parser.value(rate));
    window.show();

    Screenshots screenshots(window, shell, parser.value(shots));
    QObject::connect(&screenshots, &Screenshots::finished, &app, [](bool good) { QApplication::exit(good ? 0 : 1); });
    // The project opens meanwhile.
    if (parser.isSet(shots)) QTimer::singleShot(2500, &screenshots, &Screenshots::start);
    if (parser.isSet(test)) QTimer::singleShot(500, &app, &QApplication::quit);
    return QApplication::exec();
}
