// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/detail_pane.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/dataset/caption_cards.h"
#include "gui/dataset/dataset_keys.h"
#include "gui/dataset/dataset_presenter.h"
#include "gui/dataset/trainer_pane.h"
#include "gui/dataset/trainer_presenter.h"
#include "gui/widgets/card.h"
#include "gui/widgets/image_view.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"

#include <QAction>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace recap::gui {

DetailPane::DetailPane(DatasetPresenter& presenter, TrainerPresenter& trainer, const DatasetKeys& keys, QWidget* parent)
    : QWidget(parent), presenter_(presenter), trainer_(trainer) {
    setObjectName(QStringLiteral("detail"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, kGrid + 4);
    column->setSpacing(kGrid + 4);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setObjectName(QStringLiteral("detailSplit"));
    split->setChildrenCollapsible(false);
    split->setHandleWidth(kGrid);
    split->setStyleSheet(QStringLiteral("QSplitter::handle { background: transparent; }"));
    split->addWidget(makeImageCard());
    auto* lower = new QWidget(split);
    auto* stack = makeColumn(lower, kGrid);
    stack->addWidget(makeCompareRow(keys));
    lower_ = new QStackedWidget(lower);
    cards_ = new CaptionCards(presenter_, lower_);
    lower_->addWidget(cards_);
    lower_->addWidget(new TrainerPane(trainer_, lower_));
    stack->addWidget(lower_, 1);
    writeRow_ = makeWriteRow(keys.write);
    stack->addWidget(writeRow_);
    split->addWidget(lower);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    split->setSizes({360, 400});
    column->addWidget(split, 1);
    column->addWidget(makeReviewButtons(keys));
    connect(keys.trainerView, &QAction::toggled, this, [this](bool shown) {
        lower_->setCurrentIndex(shown ? 1 : 0);
        writeRow_->setVisible(!shown);
        trainer_.setActive(shown);
    });
    connectPresenter();
    showDetail();
}

void DetailPane::connectPresenter() {
    const CaptionSources& sources = presenter_.sources();
    connect(&presenter_.review(), &CaptionReview::detailChanged, this, &DetailPane::showDetail);
    connect(&presenter_.selection(), &ImageSelection::currentChanged, this, &DetailPane::showFile);
    connect(&presenter_.selection(), &ImageSelection::resultsChanged, this, &DetailPane::showFile);
    connect(&sources, &CaptionSources::referenceChanged, this, &DetailPane::showReference);
    connect(&sources, &CaptionSources::countsChanged, this, &DetailPane::fillReferences);
    connect(&sources, &CaptionSources::countsChanged, this, &DetailPane::fillWriteSources);
    connect(&sources, &CaptionSources::writtenChanged, this, &DetailPane::fillWriteSources);
}

QWidget* DetailPane::makeReviewButtons(const DatasetKeys& keys) {
    auto* holder = new QWidget(this);
    auto* row = makeRow(holder, kGrid);
    for (QAction* action : {keys.accept, keys.edit, keys.reject, keys.flag, keys.skip}) {
        auto* button = makeKeyButton(action, holder, QStringLiteral("button_") + action->objectName());
        // The keys printed on them work everywhere in the workspace; a click must not take the keyboard from the grid.
        button->setFocusPolicy(Qt::NoFocus);
        button->setIconShown(false);
        row->addWidget(action == keys.accept ? makePrimary(button) : button);
    }
    row->addStretch(1);
    return holder;
}

QWidget* DetailPane::makeImageCard() {
    auto* card = new QFrame(this);
    card->setProperty("card", true);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(kGrid, kGrid, kGrid, 6);
    column->setSpacing(6);
    image_ = new ImageView(card);
    image_->setObjectName(QStringLiteral("image"));
    image_->setMinimumHeight(150);
    column->addWidget(image_, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(4, 0, 4, 0);
    file_ = makeLabel({}, "small", card);
    file_->setObjectName(QStringLiteral("fileLine"));
    file_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(file_, 1);
    const auto add = [&](const char* name, QStringView icon, const QString& tip, auto method) {
        auto* button = new QToolButton(card);
        button->setObjectName(QString::fromLatin1(name));
        button->setIcon(Theme::current().icon(icon));
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setFocusPolicy(Qt::NoFocus);
        connect(button, &QToolButton::clicked, image_, method);
        row->addWidget(button);
    };
    add("imageFit", u"fit", tr("Fit (0)"), &ImageView::fit);
    add("imageActual", u"actual", tr("Actual size (1)"), &ImageView::actualSize);
    column->addLayout(row);
    connect(image_, &ImageView::viewChanged, this, &DetailPane::showFile);
    connect(image_, &ImageView::imageChanged, this, &DetailPane::showFile);
    connect(image_, &ImageView::resized, this, &DetailPane::showFile);
    return card;
}

QWidget* DetailPane::makeCompareRow(const DatasetKeys& keys) {
    auto* holder = new QWidget(this);
    auto* row = makeRow(holder, kGrid);
    row->addWidget(makeLabel(tr("Compare with"), "strong", holder));
    reference_ = new QComboBox(holder);
    reference_->setObjectName(QStringLiteral("reference"));
    reference_->setAccessibleName(tr("Compare with"));
    reference_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(reference_);
    row->addStretch(1);
    counter_ = makeLabel({}, "muted", holder);
    counter_->setObjectName(QStringLiteral("counter"));
    row->addWidget(counter_);
    for (QAction* action : {keys.trainerView, keys.undo, keys.redo}) {
        auto* button = new QToolButton(holder);
        button->setDefaultAction(action);
        button->setObjectName(QStringLiteral("button_") + action->objectName());
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setFocusPolicy(Qt::NoFocus);
        row->addWidget(button);
    }
    connect(reference_, &QComboBox::activated, this,
            [this] { presenter_.sources().setReference(reference_->currentData().toString()); });
    return holder;
}

QWidget* DetailPane::makeWriteRow(QAction* write) {
    auto* holder = new QWidget(this);
    auto* row = makeRow(holder, kGrid);
    row->addWidget(makeLabel(tr("Write to"), "muted", holder));
    writeSource_ = new QComboBox(holder);
    writeSource_->setObjectName(QStringLiteral("writeSource"));
    writeSource_->setAccessibleName(tr("Write to"));
    writeSource_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(writeSource_);
    auto* button = makeKeyButton(write, holder, QStringLiteral("button_") + write->objectName());
    button->setFocusPolicy(Qt::NoFocus);
    button->setIconShown(false);
    row->addWidget(button);
    row->addStretch(1);
    connect(writeSource_, &QComboBox::activated, this, [this] {
        const QString source = writeSource_->currentData().toString();
        if (source.isEmpty())
            Q_EMIT newSourceWanted();
        else
            presenter_.sources().setWritten(source);
        fillWriteSources();
        if (cards_->writing()) cards_->write();
    });
    return holder;
}

void DetailPane::fillReferences() {
    const QSignalBlocker quiet(reference_);
    reference_->clear();
    reference_->addItem(tr("nothing"), QString());
    const QStringList names = presenter_.sources().names();
    for (const QString& name : names) reference_->addItem(captionSourceText(name), name);
    showReference();
}

void DetailPane::showReference() {
    reference_->setCurrentIndex(qMax(0, reference_->findData(presenter_.sources().reference())));
}

void DetailPane::fillWriteSources() {
    const CaptionSources& sources = presenter_.sources();
    const QSignalBlocker quiet(writeSource_);
    writeSource_->clear();
    const QStringList choices = sources.writeChoices();
    for (const QString& source : choices) writeSource_->addItem(captionSourceText(source), source);
    writeSource_->addItem(tr("Another source…"), QString());
    writeSource_->setCurrentIndex(writeSource_->findData(sources.written()));
}

void DetailPane::showDetail() {
    const ImageRecord& image = presenter_.review().detail().image;
    image_->setPath(QString::fromStdString(image.path));
    trainer_.setImage(image.id);
    showFile();
}

void DetailPane::showFile() {
    const int count = presenter_.selection().count();
    const QLocale locale;
    const int current = presenter_.selection().current();
    counter_->setText(count > 0 && current >= 0
                          ? tr("%1 of %2").arg(locale.toString(current + 1), locale.toString(count))
                          : QString());
    const ImageRecord& image = presenter_.review().detail().image;
    if (!image.id) {
        file_->clear();
        return;
    }
    QStringList parts{QFileInfo(QString::fromStdString(image.path)).fileName(),
                      QStringLiteral("%1×%2").arg(image.width).arg(image.height)};
    if (!image_->image().isNull())
        parts << QStringLiteral("%1 %").arg(std::lround(image_->scale() * image_->devicePixelRatioF() * 100));
    file_->setText(parts.join(QStringLiteral(" · ")));
    file_->setToolTip(QString::fromStdString(image.path));
}

void DetailPane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showFile();
}

}  // namespace recap::gui
