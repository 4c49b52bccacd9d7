// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"
#include "gui/dataset/dataset_project.h"
#include "gui/dataset/dataset_workspace.h"
#include "gui/shell/scripted_prompter.h"
#include "gui/shell/shell.h"
#include "workflow/project/project.h"

#include <QLabel>
#include <QListView>
#include <QSettings>
#include <QtTest/QTest>

#include <memory>

namespace recap::gui::testing {

// The Dataset workspace on a project of `images` pictures, with the keyboard in the grid.
struct Window {
    explicit Window(int images = 12) : data(images) {
        auto own = std::make_unique<ScriptedPrompter>();
        prompter = own.get();
        shell = std::make_unique<Shell>(
            std::make_unique<QSettings>(QString::fromStdString((data.dir / "settings.ini").string()),
                                        QSettings::IniFormat),
            std::move(own));
        workspace = std::make_unique<DatasetWorkspace>(*shell);
        workspace->resize(1368, 820);
        workspace->show();
        workspace->activateWindow();
        workspace->setProject(data.project);
        if (images > 0 && !QTest::qWaitFor([this] { return presenter().review().caption() != nullptr; }))
            qFatal("the first image's captions never came");
        settle();
        grid()->setFocus();
    }
    ~Window() {
        workspace.reset();
        settle();
    }
    static void settle() {
        for (int i = 0; i < 4; ++i) {
            waitForBackground();
            QCoreApplication::processEvents();
        }
    }
    DatasetPresenter& presenter() const { return workspace->presenter(); }
    QListView* grid() const { return find<QListView>("grid"); }
    template <class T>
    T* find(const char* name) const {
        return workspace->findChild<T*>(QString::fromLatin1(name));
    }
    QString counter() const { return find<QLabel>("counter")->text(); }
    recap::CaptionStatus status(int image, const char* source = "recap_short") const {
        return data.project->captions().current(data.images[static_cast<std::size_t>(image)], source)->status;
    }
    // A key goes where the keyboard is, as a person's would.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const {
        QWidget* target = workspace->focusWidget();
        QTest::keyClick(target != nullptr ? target : workspace.get(), key, modifiers);
    }

    recap::testing::DatasetProject data;
    ScriptedPrompter* prompter = nullptr;
    std::unique_ptr<Shell> shell;
    std::unique_ptr<DatasetWorkspace> workspace;
};

}  // namespace recap::gui::testing
