// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QWidget>

#include <memory>

class QSettings;

namespace recap {
class Project;
}

namespace recap::gui {

class Shell;

// One of the rail's pages. A workspace draws and takes keys; its presenter decides.
// Actions added with addAction() that have a text and an objectName appear in the command palette and the shortcut
// sheet.
class Workspace : public QWidget {
    Q_OBJECT

public:
    explicit Workspace(Shell& shell, QWidget* parent = nullptr);

    virtual QString name() const = 0;   // stable, for settings and screenshots: dataset, training, ...
    virtual QString title() const = 0;  // translated, for the rail
    virtual QIcon icon() const = 0;
    // Ctrl and this digit show it; 0: the digit of its place on the rail.
    virtual int digit() const { return 0; }
    // One that does not is there without a project too, and is not the page to which a project comes back.
    virtual bool needsProject() const { return true; }
    // Null closes the project. Called on the GUI thread before the workspace is shown; must return at once.
    virtual void setProject(std::shared_ptr<Project> project) = 0;
    // Opens a file that belongs to no project, e.g. a rater's session package. False when it is of another kind.
    virtual bool openDocument(const QString& path);
    // Window state: splitters, filters, the selection.
    virtual void saveState(QSettings& settings) const;
    virtual void restoreState(QSettings& settings);
    // The widget that takes the keyboard when the page is shown; null: the page itself.
    virtual QWidget* firstFocus() { return nullptr; }

Q_SIGNALS:
    // While true, rail, strip and docks are hidden: a rater sees the item and nothing else.
    void immersiveChanged(bool immersive);

protected:
    Shell& shell() const { return shell_; }

private:
    Shell& shell_;
};

}  // namespace recap::gui
