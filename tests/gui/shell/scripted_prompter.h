// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/prompter.h"

#include <QStringList>

namespace recap::gui::testing {

// Answers dialogs from a list and writes down what was asked. An empty list answers "cancel".
class ScriptedPrompter final : public Prompter {
public:
    QStringList answers;  // for folders, files and texts, in order
    bool yes = true;
    int choice = -1;
    QStringList asked;
    QStringList questions;  // of choose()

    QString openFolder(const QString& title, const QString&) override { return next(title); }
    QString openFile(const QString& title, const QString&, const QString&) override { return next(title); }
    QString saveFile(const QString& title, const QString&, const QString&) override { return next(title); }
    QString text(const QString& title, const QString&, const QString&) override { return next(title); }
    bool confirm(const QString& title, const QString&, const QString&) override {
        asked << title;
        return yes;
    }
    int choose(const QString& title, const QString& question, const QStringList&) override {
        asked << title;
        questions << question;
        return choice;
    }
    void show(const QString& title, const QString&, const QString&) override { asked << title; }

private:
    QString next(const QString& title) {
        asked << title;
        return answers.isEmpty() ? QString() : answers.takeFirst();
    }
};

}  // namespace recap::gui::testing
