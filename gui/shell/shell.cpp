// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/shell.h"

#include "gui/base/prompter.h"
#include "gui/jobs/job_service.h"
#include "gui/widgets/thumbnail_cache.h"

#include <QSettings>

namespace recap::gui {

Shell::Shell(std::unique_ptr<QSettings> settings, std::unique_ptr<Prompter> prompter, QObject* parent)
    : QObject(parent),
      settings_(std::move(settings)),
      prompter_(std::move(prompter)),
      jobs_(new JobService(this)),
      thumbnails_(new ThumbnailCache(this)) {}

Shell::~Shell() {
    // Children would be deleted after the members they use.
    delete jobs_;
    delete thumbnails_;
}

void Shell::announceAllChanges() {
    for (const ProjectChange what : kProjectChanges) announceChange(what);
}

}  // namespace recap::gui
