// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/project_session.h"

#include "base/paths.h"
#include "workflow/project.h"

#include <filesystem>

namespace recap::gui {

void ProjectSession::open(const QString& path, Way way) {
    const std::filesystem::path folder(path.toStdString());
    opener_.run(
        this,
        [folder, way] {
            switch (way) {
                case Way::Create: return recap::Project::create(folder);
                case Way::OpenOrCreate: return recap::Project::openOrCreate(folder);
                case Way::Open: break;
            }
            return recap::Project::open(folder);
        },
        [this](std::shared_ptr<recap::Project> project) {
            project_ = std::move(project);
            name_ = QString::fromStdString(project_->name());
            path_ = QString::fromStdString(project_->path().string());
            Q_EMIT changed(project_);
            if (project_->readOnly()) Q_EMIT readOnlyOpened(QString::fromStdString(project_->readOnlyReason()));
            for (const std::string& note : project_->startupNotes()) Q_EMIT noted(QString::fromStdString(note));
        },
        [this](const recap::Failed& failure) { Q_EMIT failed(failure); });
}

void ProjectSession::close() {
    opener_.forget();
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
    return QString::fromStdString((recap::userDataDirectory() / "demo.recap").string());
}

}  // namespace recap::gui
