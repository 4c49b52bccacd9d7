// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"

#include <QObject>

#include <memory>
#include <utility>

namespace recap {
class Project;
}

namespace recap::gui {

// One job among those that a presenter has with its project: holds the project, and says what failed. A presenter gives
// the project to all of its parts before any of them announces it, so that no slot sees parts of two projects.
class ProjectPart : public QObject {
    Q_OBJECT

public:
    explicit ProjectPart(QObject* parent = nullptr) : QObject(parent) {}

    // Null closes the project. What was known of the one before is forgotten, and answers on their way are dropped.
    void setProject(std::shared_ptr<Project> project);
    // Emits the signals for what setProject() changed.
    virtual void announce() = 0;
    const std::shared_ptr<Project>& project() const { return project_; }
    // There is a project, and it may be written.
    bool writable() const;

Q_SIGNALS:
    void failed(const Failed& failure);

protected:
    virtual void forget() = 0;
    // For background work: says the failure, and nothing more.
    FailureHandler saying() {
        return [this](const Failed& failure) { Q_EMIT failed(failure); };
    }
    // Writes to the project, after what was written before.
    template <class Work, class Done>
    void write(Work work, Done done) {
        runInBackground(this, std::move(work), std::move(done), saying(), serialPool());
    }

private:
    std::shared_ptr<Project> project_;
};

}  // namespace recap::gui
