// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/rater_view.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/widgets/card.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"

#include <QAction>
#include <QCheckBox>
#include <QDir>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace recap::gui {

namespace {

constexpr int kShownSide = 1024;  // small pictures are enlarged to about this when smoothing is wished
constexpr double kZoom = 2;

// Small pictures either show their pixels, which is what the view does by itself, or are enlarged smoothly.
QImage prepared(const QImage& image, bool smooth) {
    const int side = std::max(image.width(), image.height());
    if (!smooth || side == 0 || side >= kShownSide / 2) return image;
    return image.scaled(image.size() * (kShownSide / side), Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

}  // namespace

RaterView::RaterView(RaterPresenter& presenter, QWidget* parent)
    : QWidget(parent), presenter_(presenter), alive_(&presenter) {
    setObjectName(QStringLiteral("raterView"));
    setFocusPolicy(Qt::StrongFocus);
    makeKeys();
    auto* column = makeColumn(this, 0);
    column->addWidget(makeHead());
    pages_ = new QStackedWidget(this);
    itemPage_ = makeItem();
    messagePage_ = makeMessage();
    pages_->addWidget(itemPage_);
    pages_->addWidget(messagePage_);
    column->addWidget(pages_, 1);
    connect(&presenter_, &RaterPresenter::changed, this, &RaterView::showState);
    connect(&presenter_, &RaterPresenter::becameAnswerable, this, &RaterView::enableAnswers);
    showState();
}

QAction* RaterView::addKey(const QByteArray& name, const QString& text, const QKeySequence& key) {
    QAction* action = makeKey(this, QString::fromLatin1(name), text, key);
    // A key that is held down must not answer the next item too.
    action->setAutoRepeat(false);
    return action;
}

void RaterView::makeKeys() {
    undo_ = addKey("actionAnswerUndo", tr("Undo last answer"), QKeySequence(Qt::Key_Backspace));
    connect(undo_, &QAction::triggered, &presenter_, &RaterPresenter::undo);
    zoom_ = addKey("actionRaterZoom", tr("Zoom"), QKeySequence(Qt::Key_Z));
    connect(zoom_, &QAction::triggered, this, &RaterView::zoom);
    pause_ = addKey("actionRaterPause", tr("Pause"), QKeySequence(Qt::Key_P));
    connect(pause_, &QAction::triggered, &presenter_, &RaterPresenter::togglePause);
    leave_ = addKey("actionRaterLeave", tr("Leave (answers are kept)"), QKeySequence(Qt::Key_Escape));
    connect(leave_, &QAction::triggered, this, &RaterView::leaveWanted);
}

QWidget* RaterView::makeHead() {
    auto* head = new QFrame(this);
    head->setObjectName(QStringLiteral("headerBar"));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(3 * kGrid, kGrid, 3 * kGrid, kGrid);
    row->setSpacing(2 * kGrid);
    position_ = makeLabel({}, "muted", head);
    position_->setObjectName(QStringLiteral("raterPosition"));
    row->addWidget(position_);
    progress_ = new QProgressBar(head);
    progress_->setTextVisible(false);
    row->addWidget(progress_, 1);
    saved_ = makeLabel({}, "muted", head);
    saved_->setObjectName(QStringLiteral("raterSaved"));
    row->addWidget(saved_);
    auto* leave = new KeyButton(leave_->text(), leave_->shortcut(), head);
    leave->setObjectName(QStringLiteral("raterLeave"));
    leave->setFocusPolicy(Qt::NoFocus);
    connect(leave, &QPushButton::clicked, leave_, &QAction::trigger);
    row->addWidget(leave);
    return head;
}

QWidget* RaterView::makeItem() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(4 * kGrid, 3 * kGrid, 4 * kGrid, 3 * kGrid);
    column->setSpacing(2 * kGrid);
    prompt_ = makeLabel({}, "title", page);
    prompt_->setObjectName(QStringLiteral("raterPrompt"));
    prompt_->setAlignment(Qt::AlignCenter);
    prompt_->setWordWrap(true);
    column->addWidget(prompt_);
    question_ = makeLabel({}, "muted", page);
    question_->setObjectName(QStringLiteral("raterQuestion"));
    question_->setAlignment(Qt::AlignCenter);
    question_->setWordWrap(true);
    column->addWidget(question_);

    picturesPlace_ = new QHBoxLayout;
    picturesPlace_->setSpacing(3 * kGrid);
    column->addLayout(picturesPlace_, 1);
    column->addWidget(makeAnswers());
    return page;
}

QWidget* RaterView::makeAnswers() {
    auto* box = new QWidget(this);
    auto* column = makeColumn(box, 2 * kGrid);
    answersPlace_ = new QHBoxLayout;
    column->addLayout(answersPlace_);
    auto* others = new QHBoxLayout;
    others->setSpacing(kGrid);
    others->addStretch(1);
    for (auto* action : {undo_, zoom_, pause_}) addButton(others, action, "flat");
    smooth_ = new QCheckBox(tr("Smooth scaling"), box);
    smooth_->setObjectName(QStringLiteral("raterSmooth"));
    smooth_->setFocusPolicy(Qt::NoFocus);
    connect(smooth_, &QCheckBox::toggled, this, &RaterView::showPictures);
    others->addWidget(smooth_);
    others->addStretch(1);
    column->addLayout(others);
    return box;
}

void RaterView::addButton(QBoxLayout* row, QAction* action, const char* property) {
    // Not built from the action: a button of an action shows a tool tip.
    auto* button = new KeyButton(action->text(), action->shortcut(), this);
    QString name = action->objectName();
    button->setObjectName(name.replace(QStringLiteral("action"), QStringLiteral("button")));
    button->setFocusPolicy(Qt::NoFocus);
    button->setProperty(property, true);
    button->setEnabled(action->isEnabled());
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, button, [button, action] { button->setEnabled(action->isEnabled()); });
    row->addWidget(button);
}

// Another session may ask something else.
void RaterView::showType() {
    const auto* type = presenter_.type();
    if (type == nullptr || type == type_) return;
    type_ = type;
    delete picturesBox_;
    delete answersBox_;
    qDeleteAll(std::exchange(answers_, {}));
    pictures_.clear();
    painted_.clear();
    picturesBox_ = makePictures(*type);
    picturesPlace_->addWidget(picturesBox_, 1);
    answersBox_ = makeAnswerButtons(*type);
    // Levels are worded at length, and beside one picture there is room.
    (type->sideBySide() ? answersPlace_ : picturesPlace_)->addWidget(answersBox_);
}

QWidget* RaterView::makePictures(const QuestionType& type) {
    auto* box = new QWidget(this);
    auto* row = makeRow(box, 3 * kGrid);
    auto* link = new ImageViewLink(box);
    row->addStretch(1);
    for (const auto& place : type.places) {
        auto* frame = new Card({}, box);
        auto* view = new ImageView(frame);
        view->setObjectName(QStringLiteral("raterPicture%1").arg(pictures_.size() + 1));
        view->setAccessibleName(coreText(place.name));
        view->setFocusPolicy(Qt::NoFocus);
        view->installEventFilter(this);
        frame->body()->addWidget(view);
        row->addWidget(frame, 6);
        link->add(view);
        pictures_ << view;
    }
    row->addStretch(1);
    return box;
}

QWidget* RaterView::makeAnswerButtons(const QuestionType& type) {
    auto* box = new QWidget(this);
    QBoxLayout* row = type.sideBySide() ? static_cast<QBoxLayout*>(makeRow(box, kGrid)) : makeColumn(box, kGrid);
    row->addStretch(1);
    for (const auto& answer : type.answers) {
        const auto number = static_cast<int>(answers_.size()) + 1;
        auto* action = addKey("actionAnswer" + QByteArray::number(number), coreText(answer.label),
                              QKeySequence(Qt::Key_0 + number));
        connect(action, &QAction::triggered, this, [this, given = answer.id] { presenter_.answer(given); });
        answers_ << action;
        addButton(row, action, "large");
    }
    row->addStretch(1);
    return box;
}

QWidget* RaterView::makeMessage() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->addStretch(1);
    headline_ = makeLabel({}, "title", page);
    headline_->setObjectName(QStringLiteral("raterMessage"));
    headline_->setAlignment(Qt::AlignCenter);
    column->addWidget(headline_);
    sentence_ = makeLabel({}, "muted", page);
    sentence_->setAlignment(Qt::AlignCenter);
    sentence_->setWordWrap(true);
    column->addWidget(sentence_);
    column->addStretch(1);
    return page;
}

void RaterView::showState() {
    using State = RaterPresenter::State;
    const auto state = presenter_.state();
    const auto& item = presenter_.item();
    const bool shown = state == State::Showing;
    showType();
    enableAnswers();
    zoom_->setEnabled(shown);
    undo_->setEnabled((shown || state == State::Finished) && presenter_.answered() > 0);
    pause_->setEnabled(shown || state == State::Paused);
    pause_->setText(state == State::Paused ? tr("Continue") : tr("Pause"));

    const int total = std::max(1, presenter_.total());
    progress_->setRange(0, total);
    progress_->setValue(presenter_.answered());
    position_->setText(presenter_.total() == 0
                           ? QString()
                           : tr("Item %1 of %2").arg(std::min(presenter_.answered() + 1, total)).arg(total));
    saved_->setText(state == State::Loading ? tr("saving…") : tr("saved"));
    switch (state) {
        case State::Paused:
            headline_->setText(tr("Pause"));
            sentence_->setText(tr("Everything is saved. Press P to continue, Esc to leave."));
            break;
        case State::Finished:
            headline_->setText(tr("Thank you, that was the last item"));
            sentence_->setText(presenter_.answersFile().isEmpty()
                                   ? tr("Every answer is saved. Backspace undoes the last answer, Esc leaves.")
                                   : tr("Every answer is saved in %1. Please send this file back to the person who "
                                        "gave you the package. Backspace undoes the last answer, Esc leaves.")
                                         .arg(QDir::toNativeSeparators(presenter_.answersFile())));
            break;
        default:
            headline_->setText(tr("One moment…"));
            sentence_->clear();
            break;
    }
    // While the next item is being read the old one stays, so that nothing flashes.
    if (state == State::Loading && pages_->currentWidget() == itemPage_ && item.position > 0) return;
    pages_->setCurrentWidget(shown ? itemPage_ : messagePage_);
    if (!shown) return;
    if (!presenter_.painted()) painted_.clear();
    prompt_->setText(tr("“%1”").arg(item.prompt));
    question_->setText(presenter_.question());
    showPictures();
}

void RaterView::enableAnswers() {
    for (auto* action : answers_) action->setEnabled(presenter_.answerable());
}

bool RaterView::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Paint && presenter_.state() == RaterPresenter::State::Showing &&
        !presenter_.painted()) {
        painted_.insert(watched);
        // After the painting that this event asks for.
        if (painted_.size() == pictures_.size())
            QMetaObject::invokeMethod(&presenter_, &RaterPresenter::picturesPainted, Qt::QueuedConnection);
    }
    return QWidget::eventFilter(watched, event);
}

void RaterView::watch(bool watched) {
    // A window that is going down hides its pages after its presenters have ended.
    if (alive_ != nullptr) alive_->setWatched(watched);
}

void RaterView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ActivationChange) watch(isVisible() && isActiveWindow());
    QWidget::changeEvent(event);
}

void RaterView::showEvent(QShowEvent* event) {
    watch(true);
    QWidget::showEvent(event);
}

void RaterView::hideEvent(QHideEvent* event) {
    watch(false);
    QWidget::hideEvent(event);
}

void RaterView::showPictures() {
    const auto& item = presenter_.item();
    for (qsizetype i = 0; i < pictures_.size(); ++i) {
        if (static_cast<std::size_t>(i) >= item.pictures.size()) return;  // nothing is shown
        pictures_[i]->setImage(prepared(item.pictures[static_cast<std::size_t>(i)], smooth_->isChecked()));
        pictures_[i]->fit();
    }
}

void RaterView::zoom() {
    // Linked views follow; a second press goes back.
    auto* view = pictures_.front();
    if (view->viewState().mode != ViewState::Mode::Fit)
        view->fit();
    else
        view->zoomAt(QPointF(view->width() / 2.0, view->height() / 2.0), kZoom);
}

}  // namespace recap::gui
