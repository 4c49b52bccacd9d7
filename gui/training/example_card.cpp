// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/example_card.h"

#include "gui/base/theme.h"
#include "gui/training/run_examples.h"
#include "gui/widgets/page.h"
#include "gui/widgets/thumbnail_cache.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace recap::gui {

namespace {

constexpr int kSide = 80;
constexpr std::size_t kMostCaptions = 5;  // seen of one image

QLabel* makeText(const QString& text, const char* role, const char* name, QWidget* parent) {
    auto* label = makeLabel(text, role, parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}  // namespace

ExampleCard::ExampleCard(const RunExamples& examples, ThumbnailCache& thumbnails, QWidget* parent)
    : Card(tr("Example captions"), parent), examples_(examples), thumbnails_(thumbnails) {
    setObjectName(QStringLiteral("captionExamples"));
    connect(&examples_, &RunExamples::changed, this, &ExampleCard::showExamples);
    connect(&thumbnails_, &ThumbnailCache::ready, this, &ExampleCard::showPictures);
    showExamples();
}

void ExampleCard::showExamples() {
    delete rows_;
    pictures_.clear();
    rows_ = new QWidget(this);
    auto* column = makeColumn(rows_, 2 * kGrid);
    for (const auto& example : examples_.examples()) column->addWidget(makeExample(example));
    body()->addWidget(rows_);
    setVisible(!examples_.examples().empty());
    showPictures();
}

QWidget* ExampleCard::makeExample(const ExampleCaptions& example) {
    auto* widget = new QWidget(rows_);
    auto* row = makeRow(widget, 2 * kGrid);
    const QString path = QString::fromStdString(example.image);
    auto* picture = new QLabel(widget);
    picture->setObjectName(QStringLiteral("examplePicture"));
    picture->setAccessibleName(QFileInfo(path).fileName());
    picture->setToolTip(path);
    picture->setFixedSize(kSide, kSide);
    picture->setAlignment(Qt::AlignCenter);
    picture->setWordWrap(true);
    pictures_.push_back({picture, path});
    row->addWidget(picture, 0, Qt::AlignTop);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(2 * kGrid);
    grid->setVerticalSpacing(kGrid / 2);
    grid->setColumnStretch(1, 1);
    grid->addWidget(makeLabel(tr("human caption"), "muted", widget), 0, 0, Qt::AlignTop);
    grid->addWidget(makeText(QString::fromStdString(example.reference), "strong", "exampleReference", widget), 0, 1);
    addCaptions(example, grid, widget);
    auto* texts = new QVBoxLayout;
    texts->addLayout(grid);
    texts->addStretch(1);
    row->addLayout(texts, 1);
    return widget;
}

void ExampleCard::addCaptions(const ExampleCaptions& example, QGridLayout* grid, QWidget* parent) const {
    const auto shown = std::min(example.captions.size(), kMostCaptions);
    int line = 1;
    for (std::size_t i = 0; i < shown; ++i, ++line) {
        const auto& [step, caption] = example.captions[i];
        grid->addWidget(makeLabel(tr("step %1").arg(QLocale().toString(static_cast<qlonglong>(step))), "muted", parent),
                        line, 0, Qt::AlignTop);
        grid->addWidget(makeText(QString::fromStdString(caption), "", "exampleCaption", parent), line, 1);
    }
    if (const auto earlier = static_cast<int>(example.captions.size() - shown); earlier > 0)
        grid->addWidget(makeLabel(tr("%n earlier caption(s)", nullptr, earlier), "small", parent), line, 1);
}

void ExampleCard::showPictures() {
    for (const auto& [label, path] : pictures_) {
        const auto side = static_cast<int>(kSide * devicePixelRatioF());
        const QImage image = thumbnails_.get(path, side);
        if (!image.isNull()) {
            auto pixmap = QPixmap::fromImage(image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation));
            pixmap.setDevicePixelRatio(devicePixelRatioF());
            label->setPixmap(pixmap);
        } else if (thumbnails_.failed(path)) {
            label->setText(tr("The file is missing"));
        }
    }
}

}  // namespace recap::gui
