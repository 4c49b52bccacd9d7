// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/project_session.h"

#include "gui/base/error_text.h"

#include "base/paths.h"
#include "workflow/project/project.h"
#include "workflow/runs/run_watch.h"

#include <QFileInfo>

#include <filesystem>

namespace recap::gui {

namespace {
constexpr int kLookMs = 2000;
}  // namespace

ProjectSession::ProjectSession(QObject* parent) : QObject(parent) {
    look_.setInterval(kLookMs);
    connect(&look_, &QTimer::timeout, this, &ProjectSession::lookWhetherFree);
}

void ProjectSession::lookWhetherFree() {
    if (project_ == nullptr || !project_->readOnly() || !isProjectFree(project_->path())) return;
    const QString path = path_;
    Q_EMIT becameFree();
    close();
    // Within one program a folder is opened once: those who still read have to let go of the old one first.
    waitForBackground();
    open(path);
}

void ProjectSession::open(const QString& path, Way way) {
    const std::filesystem::path folder(path.toStdString());
    opener_.run(
        this,
        [folder, way] {
            switch (way) {
                case Way::Create: return Project::create(folder);
                case Way::OpenOrCreate: return Project::openOrCreate(folder);
                case Way::Open: break;
            }
            return Project::open(folder);
        },
        [this](std::shared_ptr<Project> project) {
            project_ = std::move(project);
            name_ = QString::fromStdString(project_->name());
            path_ = QString::fromStdString(project_->path().string());
            Q_EMIT changed(project_);
            // Read-only because of another program, not because of the folder's permissions.
            if (project_->readOnly() && QFileInfo(path_).isWritable())
                look_.start();
            else
                look_.stop();
            if (project_->readOnly()) Q_EMIT readOnlyOpened(coreText(project_->readOnlyReason()));
            for (const Message& note : project_->startupNotes()) Q_EMIT noted(coreText(note));
        },
        [this](const Failed& failure) { Q_EMIT failed(failure); });
}

void ProjectSession::close() {
    opener_.forget();
    look_.stop();
    if (project_ == nullptr) return;
    project_.reset();
    name_.clear();
    path_.clear();
    Q_EMIT changed(nullptr);
}

QString ProjectSession::thumbnailFolder() const {
    return project_ == nullptr || project_->readOnly() ? QString() : path_ + QStringLiteral("/cache/thumbnails");
}

QString ProjectSession::demoPath() {
    return QString::fromStdString((userDataDirectory() / "demo.recap").string());
}

}  // namespace recap::gui
