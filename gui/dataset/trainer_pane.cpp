// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/trainer_pane.h"

#include "gui/base/theme.h"
#include "gui/dataset/crop_preview.h"
#include "gui/dataset/trainer_presenter.h"
#include "gui/widgets/card.h"
#include "gui/widgets/page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace recap::gui {

TrainerPane::TrainerPane(TrainerPresenter& presenter, QWidget* parent) : QWidget(parent), presenter_(presenter) {
    setObjectName(QStringLiteral("trainerPane"));
    auto* column = makeColumn(this, kGrid);
    auto* row = new QHBoxLayout;
    row->addWidget(makeLabel(tr("Trained with"), "strong", this));
    configuration_ = new QComboBox(this);
    configuration_->setObjectName(QStringLiteral("trainerConfiguration"));
    configuration_->setAccessibleName(tr("Trained with"));
    configuration_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    row->addWidget(configuration_, 1);
    column->addLayout(row);
    auto* page = new Card(QString(), this);
    auto* area = makeScroll(page, this);
    area->setFocusPolicy(Qt::NoFocus);
    column->addWidget(area, 1);
    const auto text = [&](const char* name, const char* role) {
        QLabel* label = makeLabel({}, role, page);
        label->setObjectName(QString::fromLatin1(name));
        label->setWordWrap(true);
        page->body()->addWidget(label);
        return label;
    };
    refusals_ = text("trainerRefusals", "warning");
    preview_ = new CropPreview(page);
    page->body()->addWidget(preview_);
    cropText_ = text("trainerCrop", "small");
    captions_ = text("trainerCaptions", "plain");
    captions_->setTextFormat(Qt::RichText);
    visits_ = text("trainerVisits", "small");
    page->body()->addStretch(1);
    connect(configuration_, &QComboBox::activated, &presenter_, &TrainerPresenter::setConfiguration);
    connect(&presenter_, &TrainerPresenter::configurationsChanged, this, &TrainerPane::fillConfigurations);
    connect(&presenter_, &TrainerPresenter::sightChanged, this, &TrainerPane::showSight);
    connect(&Theme::current(), &Theme::changed, this, &TrainerPane::showSight);
    fillConfigurations();
    showSight();
}

void TrainerPane::fillConfigurations() {
    const QSignalBlocker quiet(configuration_);
    configuration_->clear();
    for (const TrainingConfiguration& configuration : presenter_.configurations())
        configuration_->addItem(configuration.name);
    configuration_->setCurrentIndex(presenter_.configuration());
}

void TrainerPane::showSight() {
    const TrainerSight& sight = presenter_.sight();
    const QStringList refusals = presenter_.refusals();
    refusals_->setText(refusals.join(QLatin1Char('\n')));
    refusals_->setVisible(!refusals.isEmpty());
    const bool seen = sight.image && !sight.picture.isNull();
    preview_->setVisible(seen);
    cropText_->setVisible(seen);
    if (seen) {
        // The region is in pixels of the picture as shown, of which the preview has a smaller copy.
        const CropRegion& r = sight.view.region;
        const double width = r.width + 2 * r.x, height = r.height + 2 * r.y;
        preview_->setSight(sight.picture, {r.x / width, r.y / height, r.width / width, r.height / height}, sight.crop,
                           sight.view.mirrors);
        cropText_->setText(presenter_.cropText());
    }
    captions_->setText(captionsHtml());
    captions_->setVisible(!captions_->text().isEmpty());
    const QString visits = presenter_.visitsText();
    visits_->setText(visits);
    visits_->setVisible(!visits.isEmpty());
}

QString TrainerPane::captionsHtml() const {
    const TrainerView& view = presenter_.sight().view;
    const QString muted = Theme::current().colors().muted.name();
    QString html;
    const auto line = [&](double share, const QString& head, const QString& body) {
        html += QStringLiteral("<p><span style=\"color:%1\">%2</span><br>%3</p>")
                    .arg(muted, tr("%1 % of the time: %2").arg(std::lround(share * 100)).arg(head), body);
    };
    for (const TrainerCaption& caption : view.captions) {
        const QString read = QString::fromStdString(caption.text.substr(0, caption.cut_byte)).toHtmlEscaped();
        QString rest;
        if (caption.cut_byte != std::string::npos)
            rest = QStringLiteral("<s style=\"color:%1\">%2</s>")
                       .arg(muted, QString::fromStdString(caption.text.substr(caption.cut_byte)).toHtmlEscaped());
        const QString head = tr("%1, %2 of %3 tokens read")
                                 .arg(captionSourceText(QString::fromStdString(caption.source)))
                                 .arg(std::min(caption.tokens, caption.limit))
                                 .arg(caption.tokens);
        line(caption.share, head, read + rest);
    }
    if (!view.captions.empty() && view.empty_share > 0)
        line(view.empty_share, tr("no caption"),
             tr("The caption is dropped, so that the model also learns to generate without one."));
    return html;
}

}  // namespace recap::gui
