// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/study_detail.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/evaluation/outcome_bar.h"
#include "gui/widgets/card.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"

#include <QAction>
#include <QDateTime>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollArea>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>
#include <iterator>
#include <utility>

namespace recap::gui {

namespace {

QString percent(double share) {
    return QStringLiteral("%1 %").arg(QLocale().toString(100 * share, 'f', 1));
}

QString percentInterval(double share, double low, double high) {
    return QStringLiteral("%1  [%2, %3]").arg(percent(share), percent(low), percent(high));
}

QString numberInterval(double value, double low, double high) {
    const QLocale locale;
    return QStringLiteral("%1  [%2, %3]")
        .arg(locale.toString(value, 'f', 2), locale.toString(low, 'f', 2), locale.toString(high, 'f', 2));
}

// The denser the better.
Qt::BrushStyle levelPattern(int level, int levels) {
    static constexpr Qt::BrushStyle kPatterns[] = {Qt::Dense7Pattern, Qt::Dense6Pattern, Qt::Dense5Pattern,
                                                   Qt::Dense4Pattern, Qt::Dense3Pattern, Qt::Dense2Pattern,
                                                   Qt::Dense1Pattern, Qt::SolidPattern};
    constexpr int kLast = static_cast<int>(std::size(kPatterns)) - 1;
    return kPatterns[levels < 2 ? kLast : kLast * (level - 1) / (levels - 1)];
}

QString timeText(qint64 ms) {
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms), QLocale::ShortFormat);
}

QString pText(double p) {
    return p < 0.001 ? QStringLiteral("< 0.001") : QLocale().toString(p, 'f', 3);
}

}  // namespace

StudyDetail::StudyDetail(EvaluationPresenter& presenter, const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent), presenter_(presenter) {
    setObjectName(QStringLiteral("studyDetail"));
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
    column->setSpacing(2 * kGrid);
    column->addWidget(makeHead(actions));
    column->addWidget(makeResults());
    column->addWidget(makeAnswers());
    column->addStretch(1);
    makeColumn(this)->addWidget(makeScroll(page, this));
    connect(&presenter_, &EvaluationPresenter::selectionChanged, this, &StudyDetail::showStudy);
    connect(&presenter_, &EvaluationPresenter::studiesChanged, this, &StudyDetail::showStudy);
    connect(&presenter_, &EvaluationPresenter::resultChanged, this, &StudyDetail::showResult);
    showResult();
}

QWidget* StudyDetail::makeHead(const QList<QAction*>& actions) {
    auto* head = new QWidget(this);
    auto* column = makeColumn(head, kGrid / 2);
    name_ = makeLabel({}, "heading", head);
    name_->setObjectName(QStringLiteral("studyTitle"));
    column->addWidget(name_);
    question_ = makeLabel({}, "body", head);
    question_->setWordWrap(true);
    column->addWidget(question_);
    facts_ = makeLabel({}, "muted", head);
    facts_->setObjectName(QStringLiteral("studyFacts"));
    column->addWidget(facts_);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, kGrid, 0, 0);
    row->setSpacing(kGrid);
    row->addWidget(makeLabel(tr("Rater"), "muted", head));
    rater_ = new QLineEdit(head);
    rater_->setObjectName(QStringLiteral("raterName"));
    rater_->setPlaceholderText(tr("Name or pseudonym"));
    rater_->setFixedWidth(20 * kGrid);
    connect(rater_, &QLineEdit::textChanged, this, &StudyDetail::raterChanged);
    connect(rater_, &QLineEdit::returnPressed, actions.front(), &QAction::trigger);
    row->addWidget(rater_);
    for (auto* action : actions) {
        KeyButton* button = makeKeyButton(action, head);
        row->addWidget(action == actions.front() ? makePrimary(button) : button);
    }
    row->addStretch(1);
    column->addLayout(row);
    return head;
}

QWidget* StudyDetail::makeResults() {
    results_ = new Card(tr("Results"), this);
    sealed_ = makeLabel(tr("Not opened yet. Showing the results reveals which system made which picture, and the "
                           "rating study records it: anyone who is still rating should not look."),
                        "muted", results_);
    sealed_->setObjectName(QStringLiteral("studySealed"));
    sealed_->setWordWrap(true);
    results_->body()->addWidget(sealed_);
    bars_ = new QWidget(results_);
    makeColumn(bars_, kGrid);
    results_->body()->addWidget(bars_);
    auto* place = new QWidget(results_);
    lines_ = new QGridLayout(place);
    lines_->setContentsMargins(0, 0, 0, 0);
    lines_->setHorizontalSpacing(3 * kGrid);
    lines_->setVerticalSpacing(kGrid / 2 + 2);
    lines_->setColumnStretch(2, 1);
    results_->body()->addWidget(place);
    return results_;
}

QWidget* StudyDetail::makeAnswers() {
    answersCard_ = new Card(tr("Answers"), this);
    answers_ = new QTableWidget(answersCard_);
    answers_->setObjectName(QStringLiteral("answerTable"));
    answers_->setColumnCount(5);
    answers_->setHorizontalHeaderLabels({tr("Rater"), tr("Prompt"), tr("Answer"), tr("Seconds"), tr("Time")});
    answers_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    answers_->setSelectionBehavior(QAbstractItemView::SelectRows);
    answers_->setTabKeyNavigation(false);
    answers_->setShowGrid(false);
    answers_->verticalHeader()->hide();
    answers_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    answers_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    answers_->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    answers_->setMinimumHeight(30 * kGrid);
    answersCard_->body()->addWidget(answers_);
    return answersCard_;
}

void StudyDetail::askForRater() {
    rater_->setFocus(Qt::OtherFocusReason);
}

QString StudyDetail::rater() const {
    return rater_->text().trimmed();
}

void StudyDetail::setRater(const QString& name) {
    rater_->setText(name);
}

void StudyDetail::showStudy() {
    const auto* study = presenter_.studies().find(presenter_.selected());
    if (study == nullptr) return;
    name_->setText(QString::fromStdString(study->name));
    question_->setText(QString::fromStdString(study->question));
    QStringList facts{studySubtitle(*study), tr("created %1").arg(timeText(study->created_ms))};
    if (study->type != nullptr) facts.prepend(coreText(study->type->title));
    if (study->opened) facts << tr("results opened");
    facts_->setText(facts.join(QStringLiteral(" · ")));
}

void StudyDetail::addLine(const QString& name, const QString& value, const QString& definition) {
    auto* label = makeLabel(name, "body", results_);
    auto* number = makeLabel(value, "strong", results_);
    number->setFont(Theme::current().tabularFont());
    auto* text = makeLabel(definition, "small", results_);
    text->setWordWrap(true);
    lines_->addWidget(label, line_, 0, Qt::AlignTop);
    lines_->addWidget(number, line_, 1, Qt::AlignTop);
    lines_->addWidget(text, line_, 2);
    ++line_;
}

// "n = 40 prompts (200 answers)": intervals are over prompts.
QString StudyDetail::countText(qint64 prompts, qint64 answers) {
    return tr("n = %1 (%2)")
        .arg(tr("%n prompt(s)", nullptr, static_cast<int>(prompts)),
             tr("%n answer(s)", nullptr, static_cast<int>(answers)));
}

void StudyDetail::showResult() {
    for (QLayout* layout : {static_cast<QLayout*>(lines_), bars_->layout()})
        while (QLayoutItem* item = layout->takeAt(0)) {
            delete item->widget();
            delete item;
        }
    line_ = 0;
    const auto& result = presenter_.result();
    sealed_->setVisible(!result.has_value());
    bars_->setVisible(result.has_value());
    answersCard_->setVisible(result.has_value());
    if (!result) return;
    for (const auto& comparison : result->comparisons) showComparison(comparison);
    for (const auto& difference : result->differences) showDifference(difference);
    showLevels(*result);
    showSystems(*result);
    showAnswers();
}

void StudyDetail::showComparison(const ComparisonResult& comparison) {
    const QString first = QString::fromStdString(comparison.first);
    const QString second = QString::fromStdString(comparison.second);
    const auto& tally = comparison.tally;
    addBar({{tr("%1 wins").arg(first), tally.first, 1, Qt::SolidPattern},
            {tr("equally good"), tally.ties, 0, Qt::Dense4Pattern},
            {tr("both bad"), tally.both_bad, 0, Qt::BDiagPattern},
            {tr("cannot say"), tally.cannot_say, 0, Qt::Dense7Pattern},
            {tr("%1 wins").arg(second), tally.second, 2, Qt::SolidPattern}});
    addLine(tr("Win share of %1").arg(second),
            percentInterval(comparison.win_share, comparison.win_share_low, comparison.win_share_high),
            tr("Wins divided by the sum of wins and losses, without ties; 95 % interval over prompts; %1.")
                .arg(countText(comparison.win_share_prompts, tally.first + tally.second)));
    addLine(tr("Net win of %1").arg(second),
            percentInterval(comparison.net_win, comparison.net_win_low, comparison.net_win_high),
            tr("Wins minus losses, divided by all answers except “cannot say”; 95 % interval over prompts; %1.")
                .arg(countText(comparison.prompts, tally.answered())));
    const auto& test = comparison.sign_test;
    const QString counts = tr("Prompts for which the raters prefer %1: %2, %3: %4, neither: %5.")
                               .arg(second)
                               .arg(test.wins)
                               .arg(first)
                               .arg(test.losses)
                               .arg(test.ties);
    addLine(tr("Sign test over prompts"), tr("p = %1").arg(pText(test.p)),
            counts + u' ' +
                (test.p < 0.05 ? tr("Exact, two-sided: wins and losses are not equally likely.")
                               : tr("Exact, two-sided: this rating study shows no difference between the systems.")));
    showGains(first, second, comparison.absolute_gain, comparison.relative_gain);
    showPaired(comparison.paired, comparison.equivalence, true);
    showAnytime(comparison.anytime, true);
}

// What both kinds of comparison say about success.
void StudyDetail::showPaired(const PairedComparison& paired, const ClusterEquivalence& equivalence, bool share) {
    const auto& errors = paired.error_reduction;
    if (std::isfinite(errors.value))
        addLine(
            tr("Error reduction"),
            std::isfinite(errors.low) ? percentInterval(errors.value, errors.low, errors.high) : percent(errors.value),
            tr("Absolute gain divided by what the first system lacks to full success; 95 % interval over prompts."));
    addLine(tr("McNemar test over prompts"), tr("p = %1").arg(pText(paired.mcnemar_p)),
            tr("Exact, two-sided. Prompts on which only the first system succeeds: %1, only the second: %2.")
                .arg(paired.table.only_first)
                .arg(paired.table.only_second));
    const double most = equivalence.smallest_margin;
    addLine(tr("No difference larger than"), share ? percent(most) : QLocale().toString(most, 'f', 2),
            tr("Two one-sided tests at 5 %: the end of the 90 % interval over prompts that is farther from 0."));
}

void StudyDetail::showAnytime(const std::optional<AnytimeResult>& anytime, bool share) {
    if (!anytime) return;
    const QLocale locale;
    const auto number = [&](double value) { return share ? percent(value) : locale.toString(value, 'f', 2); };
    addLine(tr("At any time"), QStringLiteral("[%1, %2]").arg(number(anytime->low), number(anytime->high)),
            coreText(anytime->verdict) + u' ' +
                (anytime->stop ? tr("The plan's stop rule is met: rating may end.")
                               : tr("This interval holds however often one looks.")));
}

void StudyDetail::showGains(const QString& first, const QString& second, double absolute, double relative) {
    addLine(tr("Absolute gain"), tr("%1 percentage points").arg(QLocale().toString(100 * absolute, 'f', 1)),
            tr("Success rate of %1 minus that of %2.").arg(second, first));
    if (std::isfinite(relative))
        addLine(tr("Relative gain"), percent(relative),
                tr("Absolute gain divided by the success rate of %1.").arg(first));
}

void StudyDetail::showDifference(const LevelDifference& d) {
    const QString first = QString::fromStdString(d.first), second = QString::fromStdString(d.second);
    addLine(tr("%1 minus %2").arg(second, first), numberInterval(d.difference, d.low, d.high),
            tr("Mean difference of the levels, prompt by prompt; 95 % interval over prompts; n = %1.")
                .arg(tr("%n prompt(s)", nullptr, static_cast<int>(d.prompts))));
    addLine(tr("Wilcoxon test over prompts"), tr("p = %1").arg(pText(d.wilcoxon_p)),
            d.wilcoxon_p < 0.05 ? tr("Signed-rank test, two-sided: the levels of the systems differ.")
                                : tr("Signed-rank test, two-sided: this rating study shows no difference between the "
                                     "systems."));
    showGains(first, second, d.absolute_gain, d.relative_gain);
    showPaired(d.paired, d.equivalence, false);
    showAnytime(d.anytime, false);
}

// A bar and the mean of each system; nothing of pictures side by side.
void StudyDetail::showLevels(const RatingResult& result) {
    int series = 0;
    for (const auto& system : result.systems) {
        if (!system.levels) return;
        ++series;
        const auto& levels = *system.levels;
        const QString name = QString::fromStdString(system.name);
        std::vector<OutcomePart> parts;
        for (const auto& answer : result.type->answers) {
            if (answer.verdict == Verdict::Level)
                parts.push_back({coreText(answer.label), levels.answers[static_cast<std::size_t>(answer.level - 1)],
                                 series, levelPattern(answer.level, result.type->levels())});
            else
                parts.push_back({coreText(answer.label), levels.cannot_say, 0, Qt::BDiagPattern});
        }
        bars_->layout()->addWidget(makeLabel(name, "strong", bars_));
        addBar(std::move(parts));
        addLine(tr("Mean level of %1").arg(name), numberInterval(levels.mean, levels.low, levels.high),
                tr("From 1, the worst, to %1; 95 % interval over prompts; %2.")
                    .arg(result.type->levels())
                    .arg(countText(system.prompts, system.n)));
    }
}

void StudyDetail::addBar(std::vector<OutcomePart> parts) {
    bars_->layout()->addWidget(new OutcomeBar(std::move(parts), bars_));
}

void StudyDetail::showSystems(const RatingResult& result) {
    for (const auto& system : result.systems)
        addLine(tr("Success of %1").arg(QString::fromStdString(system.name)),
                percentInterval(system.success, system.low, system.high),
                result.type->sideBySide()
                    ? tr("Preferred or equally good, divided by all answers except “cannot say”; 95 % interval over "
                         "prompts; %1.")
                          .arg(countText(system.prompts, system.n))
                    : tr("Answers of level %1 or higher, divided by all answers except “cannot say”; 95 % interval "
                         "over prompts; %2.")
                          .arg(result.type->success_level)
                          .arg(countText(system.prompts, system.n)));
    if (std::isfinite(result.alpha))
        addLine(tr("Agreement of raters"), numberInterval(result.alpha, result.alpha_low, result.alpha_high),
                result.type->sideBySide()
                    ? tr("Krippendorff's alpha, nominal; 1 is perfect agreement, 0 is chance; interval over prompts.")
                    : tr("Krippendorff's alpha, ordinal; 1 is perfect agreement, 0 is chance; interval over prompts."));
    else
        addLine(tr("Agreement of raters"), QStringLiteral("–"), tr("Needs two raters who answered the same items."));
    if (result.position_bias && result.position_bias->left + result.position_bias->right > 0) {
        const auto& bias = *result.position_bias;
        addLine(tr("Left chosen"), percentInterval(bias.share.rate, bias.share.low, bias.share.high),
                tr("Of the answers that choose a picture. Sides are drawn, so without a bias it is one half; p = %1.")
                    .arg(pText(bias.p)));
    }
    for (const auto& excluded : result.excluded)
        addLine(tr("Left out by the plan's rule"), QString::fromStdString(excluded.rater),
                tr("The numbers above count all raters; “recap rate report” prints those without this one too."));
    for (const auto& [rater, answers] : result.rater_answers) {
        const auto it = result.rater_consistency.find(rater);
        const bool repeated = it != result.rater_consistency.end() && std::isfinite(it->second);
        addLine(QString::fromStdString(rater), tr("%n answer(s)", nullptr, static_cast<int>(answers)),
                !result.type->sideBySide() ? QString()
                : repeated ? tr("%1 of the repeats were answered the same way.").arg(percent(it->second))
                           : tr("No repeat has been answered yet."));
    }
    addLine(tr("Plan"), QString::fromStdString(result.plan_hash).left(12),
            tr("First digits of the plan's SHA-256, fixed before the first answer."));
    for (const auto& opening : result.openings)
        addLine(tr("Opened by %1").arg(QString::fromStdString(opening.who)), timeText(opening.time_ms),
                tr("After %n answer(s).", nullptr, static_cast<int>(opening.answers)));
    if (result.changed_pictures.empty()) return;
    addLine(tr("Replaced or missing"), tr("%n picture(s)", nullptr, static_cast<int>(result.changed_pictures.size())),
            tr("These are not the files for which the plan was fixed; the first is %1.")
                .arg(QString::fromStdString(result.changed_pictures.front())));
}

void StudyDetail::showAnswers() {
    const auto& rows = presenter_.answers();
    answers_->setRowCount(static_cast<int>(rows.size()));
    for (int i = 0; i < answers_->rowCount(); ++i) {
        const auto& row = rows[static_cast<std::size_t>(i)];
        const QString prompt = row.repeat ? tr("%1 (repeat)").arg(row.prompt) : row.prompt;
        const QStringList texts = {row.rater, prompt, row.answer, QLocale().toString(row.seconds, 'f', 1),
                                   timeText(row.answeredMs)};
        for (int column = 0; column < texts.size(); ++column) {
            auto* item = new QTableWidgetItem(texts[column]);
            if (column == 3) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            answers_->setItem(i, column, item);
        }
    }
    answersCard_->setTitle(tr("%n answer(s)", nullptr, answers_->rowCount()));
}

}  // namespace recap::gui
