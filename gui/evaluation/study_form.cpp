// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/study_form.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/widgets/card.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/options_form.h"
#include "gui/widgets/page.h"
#include "rating/power.h"

#include <QAction>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace recap::gui {

namespace {

constexpr int kFewPairs = 50;  // about ten minutes of a rater's time

// The win rate that a study with one answer to each prompt sees 8 times of 10, in percent.
double visiblePercent(int prompts) {
    return std::ceil(1000 * visibleWinRate({.prompts = prompts})) / 10;
}

}  // namespace

StudyForm::StudyForm(EvaluationPresenter& presenter, QWidget* parent) : QWidget(parent), presenter_(presenter) {
    setObjectName(QStringLiteral("studyForm"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
    outer->setSpacing(2 * kGrid);
    outer->addWidget(makeLabel(tr("New rating study"), "heading", this));
    auto* card = new Card({}, this);
    card->setMaximumWidth(90 * kGrid);
    card->body()->addWidget(makeFields());
    outer->addWidget(card);
    outer->addWidget(makeButtons());
    outer->addStretch(1);

    connect(&presenter_, &EvaluationPresenter::systemsChanged, this, &StudyForm::fillSystems);
    connect(&presenter_, &EvaluationPresenter::pairsCounted, this, [this](int pairs, int prompts) {
        pairs_ = pairs;
        prompts_ = prompts;
        // A session that nobody finishes tells nothing; whoever wants all of them says so.
        if (std::exchange(fresh_, false) && pairs > 2 * kFewPairs) items_->setValue(kFewPairs);
        check();
    });
}

QWidget* StudyForm::makeFields() {
    auto* fields = new QWidget(this);
    auto* form = form_ = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(3 * kGrid);
    form->setVerticalSpacing(kGrid + 4);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto label = [&](const QString& text) { return makeLabel(text, "muted", fields); };
    name_ = new QLineEdit(fields);
    name_->setObjectName(QStringLiteral("studyName"));
    form->addRow(label(tr("Name")), name_);
    type_ = new QComboBox(fields);
    type_->setObjectName(QStringLiteral("studyQuestionType"));
    for (const auto& type : questionTypes()) type_->addItem(coreText(type.title));
    form->addRow(label(tr("Question type")), type_);
    question_ = new QLineEdit(fields);
    question_->setObjectName(QStringLiteral("studyQuestion"));
    form->addRow(label(tr("Question for the raters")), question_);
    first_ = new QComboBox(fields);
    first_->setObjectName(QStringLiteral("studyFirst"));
    form->addRow(label(tr("First system")), first_);
    second_ = new QComboBox(fields);
    second_->setObjectName(QStringLiteral("studySecond"));
    form->addRow(label(tr("Second system")), second_);
    const auto number = [&](const char* name, int low, int high, const QString& suffix) {
        auto* box = new QSpinBox(fields);
        box->setObjectName(QString::fromLatin1(name));
        box->setRange(low, high);
        box->setSuffix(suffix);
        box->setMaximumWidth(22 * kGrid);
        connect(box, &QSpinBox::valueChanged, this, &StudyForm::check);
        return box;
    };
    items_ = number("studyItems", 0, 1000000, {});
    items_->setSpecialValueText(tr("all"));
    form->addRow(label(tr("Items to rate")), items_);
    repeats_ = number("studyRepeats", 0, 100, tr(" %"));
    repeats_->setToolTip(tr("Share of pairs shown twice with sides swapped, to measure how consistent a rater is"));
    form->addRow(label(tr("Repeats with sides swapped")), repeats_);
    seed_ = number("studySeed", 0, std::numeric_limits<int>::max(), {});
    seed_->setToolTip(tr("Determines which pairs and repeats are drawn; recorded with the rating study"));
    form->addRow(label(tr("Seed")), seed_);
    for (auto* box : {name_, question_}) connect(box, &QLineEdit::textChanged, this, &StudyForm::check);
    for (auto* box : {first_, second_})
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            pairs_ = -1;
            presenter_.countPairs(runOf(first_), runOf(second_));
            check();
        });
    connect(type_, &QComboBox::currentIndexChanged, this, &StudyForm::showType);
    showType();
    return fields;
}

const QuestionType& StudyForm::type() const {
    return questionTypes()[static_cast<std::size_t>(std::max(0, type_->currentIndex()))];
}

void StudyForm::showType() {
    question_->setPlaceholderText(coreText(type().question));
    form_->setRowVisible(repeats_, type().sideBySide());
    if (create_ != nullptr) check();
}

QWidget* StudyForm::makeButtons() {
    auto* box = new QWidget(this);
    auto* column = makeColumn(box, kGrid);
    summary_ = makeLabel({}, "muted", box);
    summary_->setObjectName(QStringLiteral("studySummary"));
    summary_->setWordWrap(true);
    column->addWidget(summary_);
    problems_ = makeLabel({}, "error", box);
    problems_->setObjectName(QStringLiteral("studyProblems"));
    problems_->setWordWrap(true);
    column->addWidget(problems_);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGrid);
    create_ = new KeyButton(tr("Create rating study"), QKeySequence(Qt::CTRL | Qt::Key_Return), box);
    create_->setObjectName(QStringLiteral("studyCreate"));
    create_->setProperty("primary", true);
    auto* cancel = new KeyButton(tr("Cancel"), QKeySequence(Qt::Key_Escape), box);
    cancel->setObjectName(QStringLiteral("studyCancel"));
    row->addWidget(create_);
    row->addWidget(cancel);
    row->addStretch(1);
    column->addLayout(row);
    const auto addKey = [this](const QString& text, const QKeySequence& key, auto slot) {
        connect(makeKey(this, {}, text, key), &QAction::triggered, this, slot);
    };
    addKey(create_->text(), create_->key(), [this] { submit(); });
    addKey(cancel->text(), cancel->key(), [this] { Q_EMIT cancelled(); });
    connect(create_, &QPushButton::clicked, this, &StudyForm::submit);
    connect(cancel, &QPushButton::clicked, this, &StudyForm::cancelled);
    return box;
}

void StudyForm::open() {
    const RatingPlan defaults;
    QStringList taken;
    for (const auto& study : presenter_.studies().studies()) taken << QString::fromStdString(study.name);
    QString name = tr("Rating study");
    for (int i = 2; taken.contains(name); ++i) name = tr("Rating study %1").arg(i);
    name_->setText(name);
    type_->setCurrentIndex(0);
    question_->clear();
    items_->setValue(static_cast<int>(defaults.max_items));
    repeats_->setValue(static_cast<int>(std::lround(100 * defaults.repeat_share)));
    seed_->setValue(static_cast<int>(defaults.seed));
    fresh_ = true;
    // Chosen anew: there may be better candidates than when the form was open last.
    for (auto* box : {first_, second_}) box->setCurrentIndex(-1);
    fillSystems();
    name_->setFocus();
    name_->selectAll();
}

void StudyForm::fillSystems() {
    const auto keep = [](QComboBox* box, const std::vector<StudySystem>& systems, int fallback) {
        const QSignalBlocker quiet(box);
        const auto before = box->currentData();
        box->clear();
        for (const auto& system : systems)
            box->addItem(
                StudyForm::tr("%1 · %n picture(s)", nullptr, static_cast<int>(system.pictures)).arg(system.name),
                QVariant::fromValue<qlonglong>(system.run.value));
        const int index = before.isValid() ? box->findData(before) : -1;
        box->setCurrentIndex(index >= 0 ? index : fallback);
    };
    const auto count = static_cast<int>(presenter_.systems().size());
    keep(first_, presenter_.systems(), std::max(0, count - 2));
    keep(second_, presenter_.systems(), count - 1);
    // Both fell on the only run there was when the form was opened.
    if (count > 1 && first_->currentIndex() == second_->currentIndex()) {
        const QSignalBlocker quiet(second_);
        second_->setCurrentIndex(first_->currentIndex() == count - 1 ? count - 2 : count - 1);
    }
    pairs_ = -1;
    presenter_.countPairs(runOf(first_), runOf(second_));
    check();
}

RunId StudyForm::runOf(const QComboBox* box) const {
    return RunId{box->currentData().toLongLong()};
}

RatingPlan StudyForm::plan() const {
    RatingPlan plan;
    plan.name = name_->text().trimmed().toStdString();
    plan.question_type = type().id;
    const QString question = question_->text().trimmed();
    plan.question = (question.isEmpty() ? question_->placeholderText() : question).toStdString();
    // By number: names need not be unique.
    plan.first_run = std::to_string(runOf(first_).value);
    plan.second_run = std::to_string(runOf(second_).value);
    plan.max_items = items_->value();
    plan.repeat_share = repeats_->value() / 100.0;
    plan.seed = seed_->value();
    return plan;
}

void StudyForm::check() {
    QStringList problems;
    if (presenter_.systems().size() < 2)
        problems << tr("A rating study needs two runs with samples. Generate samples in the Compare workspace first.");
    else
        for (const auto& problem : presenter_.problems(plan()))
            problems << QStringLiteral("%1 %2").arg(optionLabel(listFields(RatingPlan{}), problem.field),
                                                    coreText(problem.message));
    if (problems.isEmpty() && pairs_ == 0) problems << tr("These runs have no samples with the same prompt and seed.");
    problems_->setText(problems.join(u'\n'));
    problems_->setVisible(!problems.isEmpty());
    if (pairs_ > 0) {
        summary_->setText(summaryText());
    } else {
        summary_->setText(pairs_ < 0 ? tr("Counting pairs…") : QString());
    }
    create_->setEnabled(problems.isEmpty() && pairs_ > 0);
}

QString StudyForm::summaryText() const {
    const int rated = static_cast<int>(drawnPairs(type(), pairs_, items_->value()));
    QStringList sentences{tr("%n pair(s) with the same prompt and seed exist.", nullptr, pairs_),
                          tr("Each rater sees %n item(s).", nullptr,
                             static_cast<int>(ratedItems(type(), rated, repeats_->value() / 100.0)))};
    const int prompts = std::min(rated, prompts_);
    const double visible = type().sideBySide() ? visiblePercent(prompts) : 100;
    sentences << tr("Intervals are computed over prompts.");
    if (visible < 100)
        sentences << tr("With %n prompt(s) and one answer to each, a true win share of %1 % is seen 8 times of 10.",
                        nullptr, prompts)
                         .arg(QLocale().toString(visible, 'f', 1));
    else if (type().sideBySide())
        sentences << tr("With %n prompt(s) and one answer to each, no difference is seen reliably.", nullptr, prompts);
    return sentences.join(u' ');
}

void StudyForm::submit() {
    if (create_->isEnabled()) Q_EMIT wanted(plan());
}

}  // namespace recap::gui
