// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/trainer_presenter.h"

#include "gui/base/error_text.h"
#include "gui/widgets/image_loading.h"
#include "workflow/project/project.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <set>

namespace recap::gui {

namespace {

constexpr int kVisits = 5;
constexpr int kPictureSide = 480;

QImage imageFrom(const ImageBuffer& pixels) {
    const QImage shared(pixels.pixels.data(), pixels.width, pixels.height, static_cast<qsizetype>(pixels.stride()),
                        QImage::Format_RGB888);
    return shared.copy();
}

TrainerSight lookAt(Project& project, ImageId image, const DiffusionTrainOptions& options) {
    TrainerSight sight{image, trainerViewOf(project, image, options, kVisits), {}, {}};
    const auto record = project.images().get(image);
    if (!record) return sight;
    sight.picture = loadImage(QString::fromStdString(record->path), kPictureSide);
    if (!sight.picture.isNull()) sight.crop = imageFrom(trainerCrop(record->path, sight.view.size));
    return sight;
}

struct Found {
    std::vector<std::string> sources;
    std::vector<RunRecord> runs;
};

Found findConfigurations(Project& project) {
    Found found;
    for (const auto& source : project.captions().sources()) found.sources.push_back(source.name);
    found.runs = project.runs().list(RunKind::Diffusion);
    std::reverse(found.runs.begin(), found.runs.end());
    return found;
}

QString percent(double share) {
    return TrainerPresenter::tr("%1 %").arg(std::lround(share * 100));
}

}  // namespace

void TrainerPresenter::setProject(std::shared_ptr<Project> project) {
    lists_.forget();
    looks_.forget();
    project_ = std::move(project);
    image_ = {};
    sight_ = {};
    configurations_.clear();
    chosen_ = 0;
    Q_EMIT configurationsChanged();
    Q_EMIT sightChanged();
    loadConfigurations();
}

void TrainerPresenter::setActive(bool active) {
    if (active == active_) return;
    active_ = active;
    loadConfigurations();
}

void TrainerPresenter::setImage(ImageId image) {
    image_ = image;
    look();
}

void TrainerPresenter::refresh() {
    loadConfigurations();
}

void TrainerPresenter::setConfiguration(int index) {
    if (index == chosen_ || index < 0 || index >= configurations_.size()) return;
    chosen_ = index;
    look();
}

void TrainerPresenter::loadConfigurations() {
    if (project_ == nullptr || !active_) return;
    lists_.run(
        this, [project = project_] { return findConfigurations(*project); },
        [this](const Found& found) {
            const QString before = chosen_ < configurations_.size() ? configurations_.at(chosen_).name : QString();
            configurations_.clear();
            const std::set<std::string> names(found.sources.begin(), found.sources.end());
            const auto add = [this](const QString& name, const std::string& source) {
                DiffusionTrainOptions options;
                options.caption_source = source;
                configurations_.append({name, options});
            };
            if (names.contains("recap_short") && names.contains("recap_long"))
                add(tr("Usual options · RECAP Mix"), "mix");
            for (const std::string& source : found.sources)
                add(tr("Usual options · %1").arg(captionSourceText(QString::fromStdString(source))), source);
            for (const RunRecord& run : found.runs) {
                DiffusionTrainOptions options;
                try {
                    optionsFromJson(run.config, options, run.name);
                } catch (const Error&) {
                    continue;  // of a newer program
                }
                configurations_.append({tr("Run %1").arg(QString::fromStdString(run.name)), options});
            }
            const auto same = std::find_if(configurations_.begin(), configurations_.end(),
                                           [&](const TrainingConfiguration& c) { return c.name == before; });
            chosen_ = same == configurations_.end() ? 0 : static_cast<int>(same - configurations_.begin());
            Q_EMIT configurationsChanged();
            look();
        },
        [this](const Failed& failure) { Q_EMIT failed(failure); });
}

void TrainerPresenter::look() {
    if (project_ == nullptr || !active_ || !image_ || chosen_ >= configurations_.size()) return;
    looks_.run(
        this,
        [project = project_, image = image_, options = configurations_.at(chosen_).options] {
            return lookAt(*project, image, options);
        },
        [this](TrainerSight sight) {
            sight_ = std::move(sight);
            Q_EMIT sightChanged();
        },
        [this](const Failed& failure) { Q_EMIT failed(failure); });
}

QStringList TrainerPresenter::refusals() const {
    QStringList sentences;
    if (!sight_.image || chosen_ >= configurations_.size()) return sentences;
    const DiffusionTrainOptions& options = configurations_.at(chosen_).options;
    const QString source = options.caption_source == "mix"
                               ? tr("RECAP Short or Long")
                               : captionSourceText(QString::fromStdString(options.caption_source));
    for (const TrainerRefusal refusal : sight_.view.refusals) {
        switch (refusal) {
            case TrainerRefusal::FileMissing:
                sentences << tr("This image is not used because its file is missing.");
                break;
            case TrainerRefusal::Unreadable:
                sentences << tr("This image is not used because its file cannot be read: %1")
                                 .arg(coreText(sight_.view.problem));
                break;
            case TrainerRefusal::FilteredOut:
                sentences << tr("This image is not used because it does not match the filter “%1”.")
                                 .arg(QString::fromStdString(options.filter));
                break;
            case TrainerRefusal::NoCaption:
                sentences << tr("This image is not used because it has no caption in %1.").arg(source);
                break;
            case TrainerRefusal::CaptionEmpty:
                sentences << tr("This image is not used because its caption in %1 is empty.").arg(source);
                break;
            case TrainerRefusal::CaptionRejected:
                sentences << tr("This image is not used because its caption in %1 was rejected.").arg(source);
                break;
            case TrainerRefusal::CaptionNotAccepted:
                sentences << tr("This image is not used because its caption in %1 was not accepted, and the run uses "
                                "accepted captions only.")
                                 .arg(source);
                break;
            case TrainerRefusal::HeldOut:
                sentences << tr("This image is not used for training: it is held out to measure the validation loss.");
                break;
        }
    }
    return sentences;
}

QString TrainerPresenter::cropText() const {
    const TrainerView& view = sight_.view;
    QStringList parts{tr("%1 × %2 pixels from %3 × %4 of the image")
                          .arg(view.size.width)
                          .arg(view.size.height)
                          .arg(std::lround(view.region.width))
                          .arg(std::lround(view.region.height))};
    if (view.region.scale > 1)
        parts << tr("enlarged %1 times: the image is smaller than the crop")
                     .arg(QLocale().toString(view.region.scale, 'f', 1));
    else if (view.region.scale == 1)
        parts << tr("at its original size");
    else
        parts << tr("reduced to %1").arg(percent(view.region.scale));
    parts << (view.mirrors ? tr("mirrored half of the time") : tr("never mirrored"));
    return parts.join(QStringLiteral(" · "));
}

QString TrainerPresenter::visitsText() const {
    if (!sight_.image || !sight_.view.used()) return {};
    if (sight_.view.visits.empty()) return tr("A run ends before it reaches this image.");
    QStringList parts;
    for (const TrainerVisit& visit : sight_.view.visits) {
        QString what =
            visit.source.empty() ? tr("no caption") : captionSourceText(QString::fromStdString(visit.source));
        if (visit.mirrored) what = tr("%1, mirrored").arg(what);
        parts << tr("step %1: %2").arg(QLocale().toString(static_cast<qlonglong>(visit.step)), what);
    }
    return tr("First used in a run: %1").arg(parts.join(QStringLiteral(" · ")));
}

}  // namespace recap::gui
