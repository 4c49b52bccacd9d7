// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/dataset_project.h"

#include "gui/base/background.h"
#include "workflow/project/project.h"

#include <QImage>

namespace recap::testing {

DatasetProject::DatasetProject(int count) : project(Project::create(dir / "data.recap")) {
    for (int i = 0; i < count; ++i) {
        const std::string name = "thing" + std::to_string(i);
        const auto file = dir / (name + ".png");
        QImage picture(32, 24, QImage::Format_RGB32);
        picture.fill(QColor::fromHsv(i * 37 % 360, 200, 220));
        picture.save(QString::fromStdString(file.string()));
        ImageRecord record;
        record.path = file.string();
        std::string hash = std::to_string(i);
        record.sha256 = std::string(64 - hash.size(), 'a') + hash;
        record.sha256 = hash + record.sha256.substr(hash.size());
        record.width = 32;
        record.height = 24;
        const ImageId id = project->images().add(record).id;
        images.push_back(id);
        auto captions = project->captions();
        captions.addVersion({.image = id, .source = "alttext", .text = "buy " + name + " online"});
        captions.addVersion({.image = id, .source = "recap_short", .text = "a photo of " + name});
        captions.addVersion(
            {.image = id, .source = "recap_long", .text = "the picture shows " + name + " on a plain ground"});
        if (i % 3 == 0)
            captions.addVersion({.image = id, .source = "human", .text = "one " + name + " seen from the side"});
    }
}

DatasetProject::~DatasetProject() {
    // Workers hold the project while they read it.
    gui::waitForBackground();
}

}  // namespace recap::testing
