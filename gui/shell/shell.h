// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/project_change.h"
#include "jobs/job.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

class QSettings;

namespace recap::gui {

class JobService;
class Prompter;
class ThumbnailCache;

// What every workspace may use of the window, handed in so that tests can put their own in its place.
class Shell : public QObject {
    Q_OBJECT

public:
    // `settings` and `prompter` are owned by the shell.
    Shell(std::unique_ptr<QSettings> settings, std::unique_ptr<Prompter> prompter, QObject* parent = nullptr);
    ~Shell() override;

    JobService& jobs() const { return *jobs_; }
    Prompter& prompter() const { return *prompter_; }
    QSettings& settings() const { return *settings_; }
    ThumbnailCache& thumbnails() const { return *thumbnails_; }

    // Shows a message with a translated sentence and the English detail.
    void raiseError(const Failed& failure) { Q_EMIT errorRaised(failure); }
    void note(const QString& text, const QString& details = {}) { Q_EMIT noteRaised(text, details); }
    void warn(const QString& text, const QString& details = {}) { Q_EMIT warningRaised(text, details); }
    // A note with a button. Both stay until they are put away; with a `subject` the button goes when that is destroyed
    // or withdrawOffer() is called.
    void offer(const QString& text, const QString& button, const std::function<void()>& take,
               QObject* subject = nullptr) {
        Q_EMIT offerRaised(text, button, take, subject);
    }
    void withdrawOffer(QObject* subject) { Q_EMIT offerWithdrawn(subject); }
    // What other programs work on in this project, a line each, for the jobs strip.
    void tellElsewhere(const QStringList& work) { Q_EMIT elsewhereChanged(work); }
    // Asks the window to show a workspace by its name.
    void show(const QString& workspace) { Q_EMIT workspaceWanted(workspace); }
    // Asks the window to open a project; it is made when it is not there.
    void openProject(const QString& path) { Q_EMIT projectWanted(path); }
    // Shows the demo study and starts it, unless it is complete.
    void runStudy() {
        show(QStringLiteral("study"));
        Q_EMIT studyWanted();
    }
    // Tells everyone that rows of the project changed.
    void announceChange(ProjectChange what) { Q_EMIT projectChanged(what); }
    void announceAllChanges();
    // Asks for captions of the source to be written, image by image, where there are none.
    void writeCaptions(const QString& source) {
        show(QStringLiteral("dataset"));
        Q_EMIT captionsWanted(source);
    }

Q_SIGNALS:
    void errorRaised(const Failed& failure);
    void noteRaised(const QString& text, const QString& details);
    void warningRaised(const QString& text, const QString& details);
    void offerRaised(const QString& text, const QString& button, const std::function<void()>& take, QObject* subject);
    void offerWithdrawn(QObject* subject);
    void elsewhereChanged(const QStringList& work);
    void workspaceWanted(const QString& workspace);
    void projectWanted(const QString& path);
    void studyWanted();
    void projectChanged(ProjectChange what);
    void captionsWanted(const QString& source);

private:
    std::unique_ptr<QSettings> settings_;
    std::unique_ptr<Prompter> prompter_;
    JobService* jobs_;
    ThumbnailCache* thumbnails_;
};

}  // namespace recap::gui
