// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/judging/prompts_page.h"

#include "gui/base/prompter.h"
#include "gui/base/theme.h"
#include "gui/judging/prompt_delegate.h"
#include "gui/judging/prompt_text.h"
#include "gui/judging/prompts_presenter.h"
#include "gui/widgets/card.h"
#include "gui/widgets/check_line.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/options_form.h"
#include "gui/widgets/page.h"

#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QLocale>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <optional>

namespace recap::gui {

namespace {

QString counted(qint64 number) {
    return QLocale().toString(number);
}

}  // namespace

PromptsPage::PromptsPage(PromptsPresenter& presenter, Prompter& prompter, QWidget* parent)
    : QWidget(parent), presenter_(presenter), prompter_(prompter) {
    setObjectName(QStringLiteral("promptsPage"));
    setFocusPolicy(Qt::StrongFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGrid, kGrid, 2 * kGrid, kGrid);
    column->setSpacing(kGrid);
    column->addWidget(makeBar());
    notes_ = new QVBoxLayout;
    notes_->setSpacing(kGrid / 2);
    column->addLayout(notes_);
    pages_ = new QStackedWidget(this);
    pages_->addWidget(makeEmpty());
    pages_->addWidget(setPage_ = makeSet());
    pages_->addWidget(buildPage_ = makeBuild());
    column->addWidget(pages_, 1);
    connect(&presenter_, &PromptsPresenter::changed, this, [this] {
        forming_ = false;
        showState();
    });
    connect(&presenter_, &PromptsPresenter::buildChanged, this, &PromptsPage::showBuild);
    connect(&presenter_, &PromptsPresenter::saved, this, [this] {
        if (std::exchange(metricsAfterSave_, false)) Q_EMIT metricsWanted();
    });
    connect(&presenter_, &PromptsPresenter::failed, this, [this] { metricsAfterSave_ = false; });
    connect(&Theme::current(), &Theme::changed, this, &PromptsPage::showFacts);
    showState();
    showBuild();
}

QWidget* PromptsPage::makeBar() {
    auto* bar = new QWidget(this);
    auto* row = makeRow(bar, kGrid);
    const auto add = [&](const QString& text, const char* name, const QString& icon, auto&& call) {
        auto* button = makeButton(text, QString::fromLatin1(name), bar, icon);
        connect(button, &QPushButton::clicked, this, call);
        row->addWidget(button);
        return button;
    };
    add(tr("Back to the comparison"), "promptsBack", QStringLiteral("chevron-left"), [this] { Q_EMIT left(); });
    title_ = makeLabel({}, "strong", bar);
    title_->setObjectName(QStringLiteral("promptsTitle"));
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(title_, 1);
    auto* open = add(tr("Open…"), "promptsOpen", QStringLiteral("folder"), [this] { chooseFile(); });
    open->setToolTip(
        tr("A prompt set, or prompts of TISE, DrawBench, PartiPrompts, GenEval, T2I-CompBench, or a list"));
    auto* folder = add(tr("Folder…"), "promptsFolder", {}, [this] { chooseFolder(); });
    folder->setToolTip(tr("A folder of label_XX_name.pkl, as SOA publishes them"));
    auto* make = add(tr("From COCO…"), "promptsBuild", QStringLiteral("plus"), [this] {
        forming_ = true;
        showState();
    });
    make->setToolTip(tr("Makes a prompt set from COCO's captions"));
    save_ = add(tr("Save as…"), "promptsSave", QStringLiteral("save"), [this] {
        const QString file = saveDialog();
        if (!file.isEmpty()) presenter_.save(file);
    });
    save_->setToolTip(tr("Writes the prompts as a prompt set"));
    sampling_ = add(tr("Use for sampling"), "promptsSampling", {}, [this] { Q_EMIT samplingWanted(); });
    sampling_->setToolTip(tr("Opens the form of a run that generates samples for these prompts"));
    auto* metrics = add(tr("Use for metrics"), "promptsMetrics", {}, [this] {
        if (saveFirst()) Q_EMIT metricsWanted();
    });
    metrics->setToolTip(tr("Opens the form of a metrics run with this prompt set"));
    metrics_ = makePrimary(metrics);
    return bar;
}

QWidget* PromptsPage::makeEmpty() {
    empty_ = new EmptyState(QStringLiteral("message"), {}, {}, this);
    auto* open = new QPushButton(tr("Open prompts…"), empty_);
    open->setObjectName(QStringLiteral("promptsEmptyOpen"));
    connect(open, &QPushButton::clicked, this, &PromptsPage::chooseFile);
    empty_->addButton(open);
    auto* make = new QPushButton(tr("Make from COCO…"), empty_);
    make->setObjectName(QStringLiteral("promptsEmptyBuild"));
    connect(make, &QPushButton::clicked, this, [this] {
        forming_ = true;
        showState();
    });
    empty_->addButton(make);
    return empty_;
}

QWidget* PromptsPage::makeSet() {
    auto* page = new QWidget(this);
    auto* row = makeRow(page, 2 * kGrid);
    auto* left = new Card(tr("Categories"), page);
    categories_ = new QListWidget(left);
    categories_->setObjectName(QStringLiteral("promptCategories"));
    categories_->setAccessibleName(tr("Categories"));
    connect(categories_, &QListWidget::currentRowChanged, this, &PromptsPage::filter);
    left->body()->addWidget(categories_);
    left->setFixedWidth(30 * kGrid);
    row->addWidget(left);

    auto* middle = new Card(tr("Prompts"), page);
    count_ = makeLabel({}, "muted", middle);
    count_->setObjectName(QStringLiteral("promptCount"));
    middle->header()->addWidget(count_);
    search_ = new QLineEdit(middle);
    search_->setObjectName(QStringLiteral("promptSearch"));
    search_->setPlaceholderText(tr("Find prompts"));
    search_->setClearButtonEnabled(true);
    connect(search_, &QLineEdit::textChanged, this, &PromptsPage::filter);
    middle->body()->addWidget(search_);
    list_ = new QListView(middle);
    list_->setObjectName(QStringLiteral("promptList"));
    list_->setAccessibleName(tr("Prompts"));
    list_->setUniformItemSizes(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setModel(&presenter_.items());
    list_->setItemDelegate(new PromptDelegate(list_));
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, &PromptsPage::showItem);
    middle->body()->addWidget(list_, 1);
    row->addWidget(middle, 3);
    row->addWidget(makeDetail(), 2);
    return page;
}

QWidget* PromptsPage::makeDetail() {
    detail_ = new Card(tr("What a picture must show"), this);
    auto* place = new QWidget(detail_);
    auto* column = makeColumn(place, kGrid);
    prompt_ = makeLabel({}, "strong", place);
    prompt_->setObjectName(QStringLiteral("promptText"));
    prompt_->setWordWrap(true);
    prompt_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(prompt_);
    lines_ = new QFormLayout;
    lines_->setHorizontalSpacing(2 * kGrid);
    lines_->setVerticalSpacing(kGrid);
    column->addLayout(lines_);
    column->addStretch(1);
    detail_->body()->addWidget(makeScroll(place, detail_));
    return detail_;
}

QWidget* PromptsPage::makeBuild() {
    auto* card = new Card(tr("A prompt set from COCO's captions"), this);
    form_ = new OptionsForm(card);
    form_->setObjectName(QStringLiteral("promptForm"));
    form_->setPathField(QStringLiteral("coco"), PathKind::Folder);
    form_->setBrowse([this](const QString&, PathKind, const QString& start) {
        return prompter_.openFolder(tr("Folder of COCO"), start);
    });
    PromptBuildOptions first;
    first.kind = std::string(cocoPromptKinds().front());
    form_->setFields(listFields(first));
    form_->setCheck([](const Json& values) {
        PromptBuildOptions options;
        optionsFromJson(values, options, "the form");
        auto problems = validate(options);
        if (options.coco.empty()) problems.push_back({"coco", message("must be chosen")});
        return problems;
    });
    auto* place = new QWidget(card);
    auto* column = makeColumn(place);
    column->addWidget(form_);
    column->addStretch(1);
    card->body()->addWidget(makeScroll(place, card), 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGrid);
    build_ = makePrimary(makeButton(tr("Make the prompt set…"), QStringLiteral("promptsStart"), card));
    connect(build_, &QPushButton::clicked, this, &PromptsPage::startBuild);
    stop_ = makeButton(tr("Stop"), QStringLiteral("promptsStop"), card, QStringLiteral("stop"));
    connect(stop_, &QPushButton::clicked, &presenter_, &PromptsPresenter::stopBuilding);
    auto* cancel = makeButton(tr("Cancel"), QStringLiteral("promptsCancel"), card);
    connect(cancel, &QPushButton::clicked, this, [this] {
        forming_ = false;
        showState();
    });
    progress_ = makeLabel({}, "muted", card);
    progress_->setObjectName(QStringLiteral("promptsProgress"));
    buttons->addWidget(build_);
    buttons->addWidget(stop_);
    buttons->addWidget(cancel);
    buttons->addWidget(progress_, 1);
    card->body()->addLayout(buttons);
    connect(form_, &OptionsForm::changed, this, &PromptsPage::showBuild);
    return card;
}

void PromptsPage::open() {
    showState();
    if (pages_->currentWidget() == setPage_)
        list_->setFocus();
    else
        setFocus();
}

void PromptsPage::showState() {
    using State = PromptsPresenter::State;
    const auto state = presenter_.state();
    const QFileInfo file(presenter_.path());
    switch (state) {
        case State::Nothing:
            empty_->setTexts(tr("No prompt set is open"),
                             tr("A prompt set says what the picture of each prompt must show: objects, numbers, false "
                                "captions, distractors. Metrics compare the samples with it."));
            break;
        case State::Reading: empty_->setTexts(tr("Reading %1…").arg(file.fileName()), {}); break;
        case State::Failed:
            empty_->setTexts(tr("%1 cannot be read as prompts").arg(file.fileName()), presenter_.problem());
            break;
        case State::Known: break;
    }
    const bool known = state == State::Known;
    pages_->setCurrentWidget(forming_ ? buildPage_ : known ? setPage_ : static_cast<QWidget*>(empty_));
    title_->setText(!known ? tr("Prompt sets")
                    : presenter_.format().empty()
                        ? file.fileName()
                        : QStringLiteral("%1 (%2)").arg(file.fileName(), promptFormatName(presenter_.format())));
    title_->setToolTip(presenter_.path());
    for (auto* button : {save_, sampling_, metrics_}) button->setEnabled(known);
    showFacts();
    if (known) fillCategories();
}

void PromptsPage::showFacts() {
    clearLayout(notes_);
    if (presenter_.state() != PromptsPresenter::State::Known || forming_) return;
    const auto& facts = presenter_.facts();
    const auto& c = Theme::current().colors();
    QStringList parts{tr("%Ln prompt(s)", nullptr, static_cast<int>(presenter_.set().items.size()))};
    for (const auto& [key, number] : facts.expected)
        parts << QStringLiteral("%1: %2").arg(expectationName(key), counted(number));
    auto* line = makeLabel(parts.join(QStringLiteral(" · ")), "muted", this);
    line->setObjectName(QStringLiteral("promptFacts"));
    line->setWordWrap(true);
    notes_->addWidget(line);
    const auto warn = [&](const QString& sentence) {
        notes_->addWidget(makeCheckLine(QStringLiteral("warning"), c.warning, sentence, this));
    };
    if (!presenter_.format().empty())
        warn(tr("These are prompts of another program. “Save as…” writes them as a prompt set, which metrics need."));
    if (facts.without > 0)
        warn(tr("%Ln prompt(s) expect nothing: only metrics that compare picture and prompt can use them.", nullptr,
                static_cast<int>(facts.without)));
    if (facts.repeated > 0)
        warn(tr("%Ln prompt(s) repeat an earlier one; metrics use what the first of them expects.", nullptr,
                static_cast<int>(facts.repeated)));
    if (presenter_.severalLines() > 0)
        warn(tr("%Ln prompt(s) have several lines and cannot be used for sampling here.", nullptr,
                presenter_.severalLines()));
}

void PromptsPage::fillCategories() {
    const QSignalBlocker quiet(categories_);
    categories_->clear();
    const auto add = [this](const QString& text, qint64 number, const QVariant& category) {
        auto* item = new QListWidgetItem(QStringLiteral("%1  (%2)").arg(text, counted(number)), categories_);
        item->setData(Qt::UserRole, category);
    };
    add(tr("All prompts"), static_cast<qint64>(presenter_.set().items.size()), {});
    const auto& categories = presenter_.facts().categories;
    for (const auto& [name, number] : categories)
        if (categories.size() > 1 || !name.empty())
            add(name.empty() ? tr("without a category") : QString::fromStdString(name), number,
                QString::fromStdString(name));
    categories_->setCurrentRow(0);
    filter();
}

void PromptsPage::filter() {
    const auto* item = categories_->currentItem();
    std::optional<QString> category;
    if (item != nullptr && item->data(Qt::UserRole).isValid()) category = item->data(Qt::UserRole).toString();
    presenter_.items().setFilter(category, search_->text().trimmed());
    count_->setText(counted(presenter_.items().rowCount()));
    list_->setCurrentIndex(presenter_.items().index(0));
    showItem();
}

void PromptsPage::showItem() {
    clearLayout(lines_);
    const auto* item = presenter_.items().itemAt(list_->currentIndex().row());
    prompt_->setText(item == nullptr ? tr("No prompt is selected.") : QString::fromStdString(item->prompt));
    if (item == nullptr) return;
    const auto add = [this](const QString& what, const QString& value) {
        auto* label = makeLabel(value, "plain", detail_);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        lines_->addRow(makeLabel(what.left(1).toUpper() + what.mid(1), "muted", detail_), label);
    };
    add(tr("Id"), QString::fromStdString(item->id));
    if (!item->category.empty()) add(tr("Category"), QString::fromStdString(item->category));
    if (item->seed) add(tr("Seed"), QString::number(*item->seed));
    const auto lines = expectationLines(item->expect);
    for (const auto& [what, value] : lines) add(what, value);
    if (lines.empty()) add(tr("Expected"), tr("nothing but the prompt itself"));
}

void PromptsPage::showBuild() {
    const bool building = presenter_.building();
    build_->setEnabled(!building && form_->valid());
    stop_->setVisible(building);
    progress_->setText(
        !building ? QString()
                  : tr("Reading COCO's files: %Ln element(s)…", nullptr, static_cast<int>(presenter_.elementsRead())));
}

void PromptsPage::startBuild() {
    const QString file = saveDialog();
    if (file.isEmpty()) return;
    PromptBuildOptions options;
    optionsFromJson(form_->values(), options, "the form");
    presenter_.build(options, file);
}

QString PromptsPage::saveDialog() {
    QString file =
        prompter_.saveFile(tr("Save as a prompt set"), QDir::home().filePath(QStringLiteral("prompts.jsonl")),
                           tr("Prompt sets (*.jsonl)"));
    if (!file.isEmpty() && QFileInfo(file).suffix().isEmpty()) file += QStringLiteral(".jsonl");
    return file;
}

bool PromptsPage::saveFirst() {
    if (presenter_.usable()) return true;
    const QString file = saveDialog();
    metricsAfterSave_ = !file.isEmpty();
    if (metricsAfterSave_) presenter_.save(file);
    return false;
}

void PromptsPage::chooseFile() {
    const QString start = presenter_.path().isEmpty() ? QDir::homePath() : QFileInfo(presenter_.path()).path();
    const QString file = prompter_.openFile(
        tr("Open prompts"), start,
        tr("Prompts (*.jsonl *.json *.txt *.csv *.tsv *.parquet *.pkl)") + QStringLiteral(";;") + tr("All files (*)"));
    if (!file.isEmpty()) presenter_.open(file);
}

void PromptsPage::chooseFolder() {
    const QString folder = prompter_.openFolder(tr("Folder of label_XX_name.pkl"), QDir::homePath());
    if (!folder.isEmpty()) presenter_.open(folder);
}

void PromptsPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape || event->modifiers() != Qt::NoModifier) return QWidget::keyPressEvent(event);
    if (!forming_) {
        Q_EMIT left();
        return;
    }
    forming_ = false;
    showState();
}

}  // namespace recap::gui
