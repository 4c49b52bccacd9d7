// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/training/trainer_view.h"
#endif

#include <QImage>
#include <QList>
#include <QObject>
#include <QString>

#include <memory>

namespace recap::gui {

// Something one could train with: a run of the project, or the usual options with one of its caption sources.
struct TrainingConfiguration {
    QString name;
    DiffusionTrainOptions options;
};

// What a configuration makes of one image.
struct TrainerSight {
    ImageId image;
    TrainerView view;
    QImage picture;  // the whole picture, small
    QImage crop;     // the pixels that the trainer gets; null when the picture cannot be read
};

// Asks what the trainer sees of the chosen image; no widget inside. Asks nothing while it is not active.
class TrainerPresenter final : public QObject {
    Q_OBJECT

public:
    explicit TrainerPresenter(QObject* parent = nullptr) : QObject(parent) {}

    void setProject(std::shared_ptr<Project> project);
    void setActive(bool active);
    bool active() const { return active_; }
    void setImage(ImageId image);
    // Runs and captions changed: everything is asked again.
    void refresh();
    const QList<TrainingConfiguration>& configurations() const { return configurations_; }
    int configuration() const { return chosen_; }
    void setConfiguration(int index);
    const TrainerSight& sight() const { return sight_; }
    // Sentences for people: why it is not used (empty: it is), and otherwise how it is cut, mirrored, captioned.
    QStringList refusals() const;
    QString cropText() const;
    QString visitsText() const;

Q_SIGNALS:
    void configurationsChanged();
    void sightChanged();
    void failed(const Failed& failure);

private:
    void loadConfigurations();
    void look();

    std::shared_ptr<Project> project_;
    bool active_ = false;
    ImageId image_;
    QList<TrainingConfiguration> configurations_;
    int chosen_ = 0;
    TrainerSight sight_;
    LatestOnly lists_, looks_;
};

}  // namespace recap::gui
