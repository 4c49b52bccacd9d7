// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/compare_viewer.h"

#include "gui/base/theme.h"
#include "gui/compare/matrix_view.h"
#include "gui/widgets/card.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"

#include <QAction>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSlider>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace recap::gui {

namespace {
constexpr double kZoomStep = 1.25;
constexpr double kWipeStep = 0.05;
}  // namespace

CompareViewer::CompareViewer(ComparePresenter& presenter, ThumbnailCache& thumbnails, QWidget* parent)
    : QWidget(parent), presenter_(presenter) {
    setObjectName(QStringLiteral("compareViewer"));
    makeTools();
    matrix_ = new MatrixView(thumbnails, this);
    matrix_->setModel(&presenter_.matrix());
    matrix_->setAccessibleName(tr("Prompts by runs"));
    stack_ = new QStackedWidget(this);
    stack_->addWidget(matrix_);
    stack_->addWidget(makeStage());

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGrid, kGrid, 2 * kGrid, 2 * kGrid);
    column->setSpacing(2 * kGrid);
    column->addWidget(stack_, 1);
    column->addWidget(makeBar());

    connect(matrix_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) { presenter_.setCurrent(current.row(), current.column()); });
    connect(matrix_, &MatrixView::opened, this, [this] { setFullSize(true); });
    connect(stage_, &ImageStage::paneClicked, this,
            [this](int pane) { presenter_.setCurrent(presenter_.row(), pane); });
    connect(&presenter_, &ComparePresenter::matrixChanged, this, &CompareViewer::showStep);
    connect(&presenter_, &ComparePresenter::stepChanged, this, &CompareViewer::showStep);
    connect(&presenter_, &ComparePresenter::currentChanged, this, &CompareViewer::showCell);
    connect(&presenter_, &ComparePresenter::imageReady, this, [this](int pane) {
        if (fullSize()) stage_->setImage(pane, presenter_.imageOf(pane), tr("The picture cannot be read."));
    });
    connect(&Theme::current(), &Theme::changed, matrix_->viewport(), qOverload<>(&QWidget::update));
    showStep();
    showCell();
}

QAction* CompareViewer::addTool(const char* name, const QString& text, const QKeySequence& key) {
    QAction* action = makeKey(this, QString::fromLatin1(name), text, key);
    tools_ << action;
    return action;
}

void CompareViewer::makeTools() {
    flicker_ = addTool("actionFlicker", tr("Flicker"), QKeySequence(Qt::Key_Space));
    flicker_->setToolTip(tr("Switches to the picture of the previously viewed run in the same place, and back"));
    connect(flicker_, &QAction::triggered, &presenter_, &ComparePresenter::flicker);
    wipe_ = addTool("actionWipe", tr("Wipe"), QKeySequence(Qt::Key_W));
    wipe_->setCheckable(true);
    connect(wipe_, &QAction::triggered, this, &CompareViewer::toggleWipe);
    lock_ = addTool("actionLock", tr("Zoom locked"), QKeySequence(Qt::Key_L));
    lock_->setCheckable(true);
    lock_->setChecked(true);
    connect(lock_, &QAction::toggled, this, [this](bool on) { stage_->setLocked(on); });
    full_ = addTool("actionFullSize", tr("Full size"), QKeySequence(Qt::Key_F));
    connect(full_, &QAction::triggered, this, [this] { setFullSize(!fullSize()); });
    back_ = addTool("actionBackToMatrix", tr("Back to the matrix"), QKeySequence(Qt::Key_Escape));
    connect(back_, &QAction::triggered, this, [this] { setFullSize(false); });
    auto* earlier = addTool("actionEarlierStep", tr("Earlier step"), QKeySequence(Qt::Key_BracketLeft));
    connect(earlier, &QAction::triggered, this, [this] { stepBy(-1); });
    auto* later = addTool("actionLaterStep", tr("Later step"), QKeySequence(Qt::Key_BracketRight));
    connect(later, &QAction::triggered, this, [this] { stepBy(1); });
}

QWidget* CompareViewer::makeStage() {
    stagePage_ = new QWidget(this);
    auto* column = makeColumn(stagePage_, kGrid);
    auto* head = new QHBoxLayout;
    prompt_ = makeLabel({}, "heading", stagePage_);
    prompt_->setObjectName(QStringLiteral("stagePrompt"));
    prompt_->setWordWrap(true);
    head->addWidget(prompt_, 1);
    head->addWidget(makeKeyButton(back_, stagePage_), 0, Qt::AlignTop);
    column->addLayout(head);

    auto* middle = new QHBoxLayout;
    middle->setSpacing(2 * kGrid);
    stage_ = new ImageStage(stagePage_);
    stage_->installEventFilter(this);
    middle->addWidget(stage_, 1);
    auto* card = new Card(tr("Settings of the selected picture"), stagePage_);
    card->setFixedWidth(30 * kGrid);
    auto* place = new QWidget(card);
    settings_ = new QFormLayout(place);
    settings_->setContentsMargins(0, 0, 0, 0);
    settings_->setHorizontalSpacing(2 * kGrid);
    settings_->setRowWrapPolicy(QFormLayout::WrapLongRows);
    card->body()->addWidget(makeScroll(place, card));
    middle->addWidget(card);
    column->addLayout(middle, 1);

    wipeRow_ = new QWidget(stagePage_);
    auto* wipeLayout = makeRow(wipeRow_);
    wipeLayout->addWidget(makeLabel(tr("Wipe divider"), "muted", wipeRow_));
    wipeLine_ = new QSlider(Qt::Horizontal, wipeRow_);
    wipeLine_->setObjectName(QStringLiteral("wipeLine"));
    wipeLine_->setAccessibleName(tr("Wipe divider"));
    wipeLine_->setRange(0, 1000);
    wipeLine_->setValue(500);
    connect(wipeLine_, &QSlider::valueChanged, this, [this](int value) { stage_->setWipe(value / 1000.0); });
    wipeLayout->addWidget(wipeLine_, 1);
    wipeRow_->hide();
    column->addWidget(wipeRow_);
    return stagePage_;
}

QWidget* CompareViewer::makeBar() {
    auto* card = new Card({}, this);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGrid);
    row->addWidget(makeLabel(tr("Step"), "strong", card));
    step_ = new QSlider(Qt::Horizontal, card);
    step_->setObjectName(QStringLiteral("compareStep"));
    step_->setAccessibleName(tr("Training step of all pictures"));
    step_->setPageStep(1);
    connect(step_, &QSlider::valueChanged, this, [this](int index) {
        const auto& steps = presenter_.steps();
        if (index >= 0 && index < static_cast<int>(steps.size()))
            presenter_.setStep(steps[static_cast<std::size_t>(index)]);
    });
    row->addWidget(step_, 1);
    stepText_ = makeLabel({}, "muted", card);
    stepText_->setObjectName(QStringLiteral("compareStepText"));
    row->addWidget(stepText_);
    for (QAction* action : {flicker_, wipe_, lock_, full_}) row->addWidget(makeKeyButton(action, card));
    card->body()->addLayout(row);
    return card;
}

bool CompareViewer::fullSize() const {
    return stack_->currentWidget() == stagePage_;
}

void CompareViewer::setFullSize(bool full) {
    if (full == fullSize() || (full && presenter_.row() < 0)) return;
    stack_->setCurrentWidget(full ? stagePage_ : static_cast<QWidget*>(matrix_));
    full_->setText(full ? tr("Matrix") : tr("Full size"));
    if (full) {
        stage_->setFocus();
    } else {
        stage_->setMode(ImageStage::Mode::SideBySide);
        wipe_->setChecked(false);
        wipeRow_->hide();
        matrix_->setFocus();
    }
    showCell();
    Q_EMIT fullSizeChanged(full);
}

void CompareViewer::toggleWipe() {
    const bool on = wipe_->isChecked() && presenter_.partner() >= 0 && presenter_.row() >= 0;
    wipe_->setChecked(on);
    if (on) setFullSize(true);
    stage_->setMode(on ? ImageStage::Mode::Wipe : ImageStage::Mode::SideBySide);
    wipeRow_->setVisible(on);
    showCell();
}

void CompareViewer::stepBy(int steps) {
    step_->setValue(step_->value() + steps);
}

void CompareViewer::showStep() {
    const QSignalBlocker quiet(step_);
    const auto& steps = presenter_.steps();
    const auto count = static_cast<int>(steps.size());
    step_->setRange(0, std::max(0, count - 1));
    const auto it = std::find(steps.begin(), steps.end(), presenter_.step());
    if (it != steps.end()) step_->setValue(static_cast<int>(it - steps.begin()));
    step_->setEnabled(count > 1);
    stepText_->setText(
        steps.empty() ? tr("no samples")
                      : tr("%1 of %2").arg(QLocale().toString(presenter_.step()), QLocale().toString(steps.back())));
    stepText_->setMinimumWidth(stepText_->fontMetrics().horizontalAdvance(
        steps.empty() ? stepText_->text()
                      : tr("%1 of %2").arg(QLocale().toString(steps.back()), QLocale().toString(steps.back()))));
}

void CompareViewer::showCell() {
    const int row = presenter_.row();
    const int column = presenter_.column();
    matrix_->setFlicker(presenter_.flickered() ? FlickerState{row, column, presenter_.partner()} : FlickerState{});
    const auto index = presenter_.matrix().index(row, column);
    if (index.isValid() && matrix_->currentIndex() != index) {
        const QSignalBlocker quiet(matrix_->selectionModel());
        matrix_->setCurrentIndex(index);
        matrix_->viewport()->update();
    }
    if (index.isValid() && !fullSize()) matrix_->scrollTo(index);
    flicker_->setEnabled(presenter_.partner() >= 0);
    wipe_->setEnabled(presenter_.partner() >= 0);
    full_->setEnabled(row >= 0);
    back_->setEnabled(fullSize());
    if (fullSize()) showStage();
}

void CompareViewer::showStage() {
    const int row = presenter_.row();
    if (row < 0) {
        setFullSize(false);
        return;
    }
    std::vector<ImageStage::Pane> panes;
    for (const auto& run : presenter_.matrix().matrix().runs) panes.push_back({run.name, run.series});
    stage_->setPanes(panes);
    for (int i = 0; i < stage_->paneCount(); ++i) {
        const bool drawn = presenter_.matrix().sampleAt(row, i) != nullptr;
        stage_->setImage(i, presenter_.imageOf(i), drawn ? tr("Reading…") : tr("Not generated at this step"));
    }
    const bool wiping = wipe_->isChecked();
    if (wiping) {
        stage_->setMode(ImageStage::Mode::Wipe);
        stage_->setShown(presenter_.column(), presenter_.partner());
    } else {
        // Flicker shows one picture in the place of the other, so both take the whole stage until another cell is
        // chosen.
        const bool sameCell = row == stageRow_ && presenter_.column() == stageColumn_;
        const bool single = presenter_.flickered() || (sameCell && stage_->mode() == ImageStage::Mode::Single);
        stage_->setMode(single ? ImageStage::Mode::Single : ImageStage::Mode::SideBySide);
        stage_->setShown(presenter_.flickered() ? presenter_.partner() : presenter_.column(), presenter_.partner());
    }
    stageRow_ = row;
    stageColumn_ = presenter_.column();
    prompt_->setText(presenter_.matrix().matrix().rows[static_cast<std::size_t>(row)].prompt);
    showSettings();
}

void CompareViewer::showSettings() {
    while (settings_->rowCount() > 0) settings_->removeRow(0);
    const int column = presenter_.flickered() ? presenter_.partner() : presenter_.column();
    for (const auto& line : presenter_.settingsOf(presenter_.row(), column)) {
        auto* value = makeLabel(line.value, "body", settings_->parentWidget());
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        settings_->addRow(makeLabel(line.name, "muted", settings_->parentWidget()), value);
    }
}

QList<QWidget*> CompareViewer::views() const {
    return {matrix_, stage_};
}

bool CompareViewer::eventFilter(QObject* watched, QEvent* event) {
    if (watched == stage_ && event->type() == QEvent::KeyPress && stageKey(static_cast<QKeyEvent*>(event)->key()))
        return true;
    return QWidget::eventFilter(watched, event);
}

bool CompareViewer::stageKey(int key) {
    switch (key) {
        case Qt::Key_Up: presenter_.move(-1, 0); return true;
        case Qt::Key_Down: presenter_.move(1, 0); return true;
        case Qt::Key_Left:
            if (wipe_->isChecked())
                wipeLine_->setValue(static_cast<int>(1000 * (stage_->wipe() - kWipeStep)));
            else
                presenter_.move(0, -1);
            return true;
        case Qt::Key_Right:
            if (wipe_->isChecked())
                wipeLine_->setValue(static_cast<int>(1000 * (stage_->wipe() + kWipeStep)));
            else
                presenter_.move(0, 1);
            return true;
        case Qt::Key_Plus:
        case Qt::Key_Equal: stage_->zoomBy(kZoomStep); return true;
        case Qt::Key_Minus: stage_->zoomBy(1 / kZoomStep); return true;
        case Qt::Key_0: stage_->fit(); return true;
        case Qt::Key_1: stage_->actualSize(); return true;
        default: return false;
    }
}

}  // namespace recap::gui
