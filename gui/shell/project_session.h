// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <memory>

namespace recap {
class Project;
}

namespace recap::gui {

// The project that the window shows. Opening and creating happen on a background thread.
class ProjectSession final : public QObject {
    Q_OBJECT

public:
    enum class Way { Open, Create, OpenOrCreate };

    explicit ProjectSession(QObject* parent = nullptr);

    // The newest wish wins; the project before stays until the new one is there.
    void open(const QString& path, Way way = Way::Open);
    void close();
    const std::shared_ptr<Project>& project() const { return project_; }
    QString name() const { return name_; }
    QString path() const { return path_; }
    // Where small pictures are kept between sessions; empty without a project that may be written.
    QString thumbnailFolder() const;
    // Where "Open demo" keeps its project.
    static QString demoPath();

Q_SIGNALS:
    // Null after close().
    void changed(const std::shared_ptr<Project>& project);
    // Sentences about what opening found: interrupted runs, a moved folder.
    void noted(const QString& sentence);
    void readOnlyOpened(const QString& reason);
    // The program that wrote to the project has ended; it is opened again for writing.
    void becameFree();
    void failed(const Failed& failure);

private:
    void lookWhetherFree();

    QTimer look_;
    std::shared_ptr<Project> project_;
    QString name_, path_;
    LatestOnly opener_;
};

}  // namespace recap::gui
