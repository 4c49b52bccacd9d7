// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace recap::gui {

// The only door for dialogs, so that tests can answer. An empty string means that the person changed their mind.
class Prompter {
public:
    virtual ~Prompter() = default;
    virtual QString openFolder(const QString& title, const QString& start) = 0;
    virtual QString openFile(const QString& title, const QString& start, const QString& filter) = 0;
    virtual QString saveFile(const QString& title, const QString& start, const QString& filter) = 0;
    virtual QString text(const QString& title, const QString& label, const QString& initial) = 0;
    virtual bool confirm(const QString& title, const QString& question, const QString& yes) = 0;
    // Index of the button pressed, -1 for none. The last button is the careful choice and answers Escape.
    virtual int choose(const QString& title, const QString& question, const QStringList& buttons) = 0;
    // A long text to read, e.g. an import report.
    virtual void show(const QString& title, const QString& summary, const QString& details) = 0;
};

class DialogPrompter final : public Prompter {
public:
    // Dialogs belong to `parent`'s window once it is set.
    void setParent(QWidget* parent) { parent_ = parent; }
    QString openFolder(const QString& title, const QString& start) override;
    QString openFile(const QString& title, const QString& start, const QString& filter) override;
    QString saveFile(const QString& title, const QString& start, const QString& filter) override;
    QString text(const QString& title, const QString& label, const QString& initial) override;
    bool confirm(const QString& title, const QString& question, const QString& yes) override;
    int choose(const QString& title, const QString& question, const QStringList& buttons) override;
    void show(const QString& title, const QString& summary, const QString& details) override;

private:
    QWidget* parent_ = nullptr;
};

}  // namespace recap::gui
