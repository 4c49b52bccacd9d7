// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/judging/judges_page.h"

#include "gui/base/error_text.h"
#include "gui/base/prompter.h"
#include "gui/base/theme.h"
#include "gui/judging/judge_text.h"
#include "gui/judging/judges_presenter.h"
#include "gui/widgets/card.h"
#include "gui/widgets/check_line.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace recap::gui {

namespace {

constexpr int kLabelWidth = 12 * kGrid;

QLabel* makeValue(const QString& text, const char* role, QWidget* parent) {
    auto* label = makeLabel(text, role, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString preprocessingText(const ShownJudge& judge) {
    QStringList parts;
    QString resize;
    for (const auto& [view, how] : judge.preprocessing) resize = how;
    // One sentence where all views agree.
    bool same = true;
    for (const auto& [view, how] : judge.preprocessing) same = same && how == resize;
    if (same) return resize;
    for (const auto& [view, how] : judge.preprocessing) parts << QStringLiteral("%1: %2").arg(view, how);
    return parts.join(u'\n');
}

}  // namespace

JudgesPage::JudgesPage(JudgesPresenter& presenter, Prompter& prompter, QWidget* parent)
    : QWidget(parent), presenter_(presenter), prompter_(prompter) {
    setObjectName(QStringLiteral("judgesPage"));
    setFocusPolicy(Qt::StrongFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGrid, kGrid, 2 * kGrid, 0);
    column->setSpacing(kGrid);
    column->addWidget(makeBar());
    note_ = makeLabel({}, "muted", this);
    note_->setObjectName(QStringLiteral("judgesNote"));
    note_->setWordWrap(true);
    column->addWidget(note_);
    page_ = new QWidget(this);
    content_ = new QVBoxLayout(page_);
    content_->setContentsMargins(0, 0, kGrid, 2 * kGrid);
    content_->setSpacing(kGrid + 4);
    auto* area = makeScroll(page_, this);
    area->setObjectName(QStringLiteral("judgesArea"));
    column->addWidget(area, 1);
    connect(&presenter_, &JudgesPresenter::changed, this, &JudgesPage::fill);
    connect(&presenter_, &JudgesPresenter::judgeChanged, this, [this](int place) {
        fillCard(place);
        showHead();
    });
    connect(&Theme::current(), &Theme::changed, this, &JudgesPage::fill);
    fill();
}

QWidget* JudgesPage::makeBar() {
    auto* bar = new QWidget(this);
    auto* row = makeRow(bar, kGrid);
    const auto add = [&](const QString& text, const char* name, const QString& icon, auto&& call) {
        auto* button = makeButton(text, QString::fromLatin1(name), bar, icon);
        connect(button, &QPushButton::clicked, this, call);
        row->addWidget(button);
        return button;
    };
    add(tr("Back to the comparison"), "judgesBack", QStringLiteral("chevron-left"), [this] { Q_EMIT left(); });
    title_ = makeLabel({}, "strong", bar);
    title_->setObjectName(QStringLiteral("judgesTitle"));
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(title_, 1);
    add(tr("Open judges file…"), "judgesOpen", QStringLiteral("folder"), [this] { chooseFile(); });
    add(tr("New judges file…"), "judgesNew", QStringLiteral("plus"), [this] { chooseNewFile(); });
    check_ = add(tr("Check judges"), "judgesCheck", QStringLiteral("check"), [this] { presenter_.check(); });
    check_->setToolTip(tr("Loads every judge and says what does not fit"));
    auto* use = add(tr("Use for metrics"), "judgesUse", {}, [this] { Q_EMIT metricsWanted(); });
    use->setToolTip(tr("Opens the form of a metrics run with this judges file"));
    use_ = makePrimary(use);
    return bar;
}

void JudgesPage::open() {
    if (!presenter_.opened()) presenter_.open({});
    setFocus();
}

void JudgesPage::chooseFile() {
    const QString start = presenter_.file().isEmpty() ? QDir::homePath() : QFileInfo(presenter_.file()).path();
    const QString file = prompter_.openFile(
        tr("Judges file"), start, tr("Judges files (*.toml *.json)") + QStringLiteral(";;") + tr("All files (*)"));
    if (!file.isEmpty()) presenter_.open(file);
}

void JudgesPage::chooseNewFile() {
    QString file = prompter_.saveFile(tr("New judges file"), QDir::home().filePath(QStringLiteral("judges.toml")),
                                      tr("Judges files (*.toml)"));
    if (file.isEmpty()) return;
    // Another ending would be read as JSON.
    if (!file.endsWith(QStringLiteral(".toml"), Qt::CaseInsensitive)) file += QStringLiteral(".toml");
    presenter_.writeNew(file);
}

void JudgesPage::showHead() {
    const QString file = presenter_.file();
    title_->setText(file.isEmpty() ? tr("Judges that are found on this machine") : QFileInfo(file).fileName());
    title_->setToolTip(file);
    check_->setEnabled(!presenter_.busy() && !presenter_.judges().empty());
    use_->setEnabled(presenter_.usable());
    QString note;
    if (!presenter_.problem().isEmpty())
        note.clear();
    else if (presenter_.busy())
        note = tr("Reading the judges' files…");
    else if (file.isEmpty())
        note =
            tr("A judges file says which of them look at the samples. “New judges file…” writes one with these "
               "judges, to be completed in an editor.");
    else if (presenter_.broken() > 0)
        note = tr("%n judge(s) cannot be used.", nullptr, presenter_.broken());
    else if (presenter_.allLoaded())
        note = tr("Every judge can be used.");
    else
        note = tr("Nothing wrong was found. “Check judges” loads them completely.");
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
}

void JudgesPage::fill() {
    showHead();
    const auto& judges = presenter_.judges();
    if (cards_.size() != judges.size() || !presenter_.problem().isEmpty() || judges.empty()) {
        clearLayout(content_);
        cards_.clear();
        if (!presenter_.problem().isEmpty()) {
            auto* line =
                makeCheckLine(QStringLiteral("error"), Theme::current().colors().error, presenter_.problem(), page_);
            line->setObjectName(QStringLiteral("judgesProblem"));
            content_->addWidget(line);
        }
        for (std::size_t i = 0; i < judges.size(); ++i) {
            cards_.push_back(new Card(QString(), page_));
            content_->addWidget(cards_.back());
        }
        content_->addStretch(1);
    }
    for (std::size_t i = 0; i < judges.size(); ++i) fillCard(static_cast<int>(i));
}

void JudgesPage::fillCard(int place) {
    const auto at = static_cast<std::size_t>(place);
    if (at >= cards_.size()) return;
    const auto& judge = presenter_.judges()[at];
    const auto& entry = judge.facts.entry;
    const auto& c = Theme::current().colors();
    Card* card = cards_[at];
    const QString name = QString::fromStdString(entry.name);
    card->setTitle(name);
    card->setObjectName(QStringLiteral("judge_") + name);
    clearLayout(card->body());
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(2 * kGrid);
    form->setVerticalSpacing(kGrid / 2);
    const auto add = [&](const QString& what, QWidget* value) {
        auto* label = makeLabel(what, "muted", card);
        label->setMinimumWidth(kLabelWidth);  // the values of all cards stand below one another
        form->addRow(label, value);
    };
    add(tr("Kind"), makeValue(QString::fromStdString(entry.kind), "plain", card));
    if (!entry.path.empty()) add(tr("Weights"), makeValue(QString::fromStdString(entry.path.string()), "plain", card));
    if (!judge.facts.sha256.empty()) {
        auto* holder = new QWidget(card);
        auto* row = makeRow(holder, kGrid);
        const QString digest = QString::fromStdString(judge.facts.sha256);
        auto* text =
            makeLabel(QStringLiteral("%1… · %2").arg(shortDigest(judge.facts.sha256), originOfJudge(judge.facts)),
                      "plain", holder);
        text->setToolTip(digest);
        text->setObjectName(QStringLiteral("judgeDigest"));
        auto* copy = makeButton(tr("Copy"), QStringLiteral("judgeCopy_") + name, holder, QStringLiteral("clone"));
        copy->setToolTip(tr("Copies the whole SHA-256, as a judges file asks for it"));
        connect(copy, &QPushButton::clicked, this, [digest] { QGuiApplication::clipboard()->setText(digest); });
        row->addWidget(text);
        row->addWidget(copy);
        row->addStretch(1);
        add(QStringLiteral("SHA-256"), holder);
    }
    add(tr("Metrics"), makeValue(judge.metrics.join(QStringLiteral(", ")), "plain", card));
    if (!judge.preprocessing.empty()) add(tr("Preprocessing"), makeValue(preprocessingText(judge), "plain", card));
    if (!entry.device.empty() || entry.batch > 0) {
        QStringList how;
        if (!entry.device.empty()) how << QString::fromStdString(entry.device);
        if (entry.batch > 0) how << tr("%n picture(s) at once", nullptr, static_cast<int>(entry.batch));
        add(tr("Computing"), makeValue(how.join(QStringLiteral(", ")), "plain", card));
    }
    card->body()->addLayout(form);
    using State = ShownJudge::State;
    if (!judge.facts.problem.empty())
        card->body()->addWidget(makeCheckLine(QStringLiteral("error"), c.error, coreText(judge.facts.problem), card));
    else if (judge.state == State::Loaded)
        card->body()->addWidget(
            makeCheckLine(QStringLiteral("check"), c.good, tr("It was loaded and can be used."), card));
    else if (judge.state != State::Read)
        card->body()->addWidget(
            makeLabel(judge.state == State::Loading ? tr("Loading…") : tr("Reading…"), "muted", card));
}

void JudgesPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier)
        Q_EMIT left();
    else
        QWidget::keyPressEvent(event);
}

}  // namespace recap::gui
