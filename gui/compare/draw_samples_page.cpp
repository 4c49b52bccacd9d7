// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/draw_samples_page.h"

#include "gui/base/theme.h"
#include "gui/widgets/card.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/options_form.h"
#include "gui/widgets/page.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace recap::gui {

DrawSamplesPage::DrawSamplesPage(QWidget* parent)
    : QWidget(parent),
      runs_(new QVBoxLayout),
      model_(new QLineEdit(this)),
      prompts_(new QPlainTextEdit(this)),
      form_(new OptionsForm(this)),
      summary_(makeLabel({}, "muted", this)),
      start_(new KeyButton(tr("Generate"), QKeySequence(Qt::CTRL | Qt::Key_Return), this)) {
    setObjectName(QStringLiteral("drawSamplesPage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
    column->setSpacing(2 * kGrid);
    column->addWidget(makeLabel(tr("Generate samples"), "heading", this));

    auto* row = new QHBoxLayout;
    row->setSpacing(2 * kGrid);
    auto* what = new Card(tr("Runs"), this);
    runs_->setSpacing(kGrid / 2);
    what->body()->addLayout(runs_);
    what->body()->addWidget(makeLabel(tr("Another model"), "section", what));
    what->body()->addWidget(makeModelRow(what));
    what->body()->addWidget(makeLabel(tr("Prompts, one per line"), "section", what));
    prompts_->setObjectName(QStringLiteral("drawPrompts"));
    prompts_->setTabChangesFocus(true);
    what->body()->addWidget(prompts_, 1);
    row->addWidget(what, 1);

    auto* how = new Card(tr("Settings"), this);
    form_->setObjectName(QStringLiteral("drawForm"));
    form_->setFields(listFields(SampleOptions{}));
    form_->setCheck([](const Json& values) {
        SampleOptions options;
        try {
            optionsFromJson(values, options, "the form");
        } catch (const Error& error) {
            return std::vector<FieldProblem>{{"", error.message()}};
        }
        return validate(options);
    });
    auto* place = new QWidget(how);
    auto* placeColumn = new QVBoxLayout(place);
    placeColumn->setContentsMargins(0, 0, kGrid, 0);
    placeColumn->addWidget(form_);
    placeColumn->addStretch(1);
    how->body()->addWidget(makeScroll(place, how));
    row->addWidget(how, 1);
    column->addLayout(row, 1);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGrid);
    start_->setObjectName(QStringLiteral("drawStart"));
    start_->setProperty("primary", true);
    auto* cancel = new KeyButton(tr("Cancel"), QKeySequence(Qt::Key_Escape), this);
    cancel->setObjectName(QStringLiteral("drawCancel"));
    buttons->addWidget(start_);
    buttons->addWidget(cancel);
    buttons->addWidget(summary_, 1);
    column->addLayout(buttons);

    connect(makeKey(this, {}, start_->text(), start_->key()), &QAction::triggered, this, &DrawSamplesPage::start);
    connect(start_, &QPushButton::clicked, this, &DrawSamplesPage::start);
    connect(cancel, &QPushButton::clicked, this, &DrawSamplesPage::cancelled);
    connect(prompts_, &QPlainTextEdit::textChanged, this, &DrawSamplesPage::check);
    connect(form_, &OptionsForm::changed, this, &DrawSamplesPage::check);
    connect(model_, &QLineEdit::textChanged, this, &DrawSamplesPage::check);
}

QWidget* DrawSamplesPage::makeModelRow(QWidget* parent) {
    auto* place = new QWidget(parent);
    auto* row = makeRow(place, kGrid);
    model_->setObjectName(QStringLiteral("drawModel"));
    model_->setPlaceholderText(tr("Diffusers folder, .safetensors or .ckpt"));
    model_->setAccessibleName(tr("Another model"));
    row->addWidget(model_, 1);
    auto* folder = new QPushButton(tr("Folder…"), place);
    folder->setObjectName(QStringLiteral("drawModelFolder"));
    auto* file = new QPushButton(tr("File…"), place);
    file->setObjectName(QStringLiteral("drawModelFile"));
    row->addWidget(folder);
    row->addWidget(file);
    connect(folder, &QPushButton::clicked, this, &DrawSamplesPage::modelFolderWanted);
    connect(file, &QPushButton::clicked, this, &DrawSamplesPage::modelFileWanted);
    return place;
}

void DrawSamplesPage::setModel(const QString& path) {
    model_->setText(path);
}

QString DrawSamplesPage::model() const {
    return model_->text().trimmed();
}

void DrawSamplesPage::open(const std::vector<CompareChoice>& choices, const QStringList& prompts) {
    std::vector<RunId> left;  // unticked before
    for (const auto& [run, box] : boxes_) {
        if (!box->isChecked()) left.push_back(run);
        delete box;
    }
    boxes_.clear();
    for (const auto& choice : choices) {
        if (choice.model.isEmpty()) continue;
        auto* box = new QCheckBox(choice.label.name, this);
        box->setObjectName(QStringLiteral("drawRun%1").arg(choice.label.run.value));
        box->setChecked(std::find(left.begin(), left.end(), choice.label.run) == left.end());
        connect(box, &QCheckBox::toggled, this, &DrawSamplesPage::check);
        runs_->addWidget(box);
        boxes_.emplace_back(choice.label.run, box);
    }
    if (prompts_->toPlainText().trimmed().isEmpty()) prompts_->setPlainText(prompts.mid(0, 16).join(u'\n'));
    check();
    prompts_->setFocus();
}

void DrawSamplesPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier)
        Q_EMIT cancelled();
    else
        QWidget::keyPressEvent(event);
}

std::vector<RunId> DrawSamplesPage::chosenRuns() const {
    std::vector<RunId> chosen;
    for (const auto& [run, box] : boxes_)
        if (box->isChecked()) chosen.push_back(run);
    return chosen;
}

QStringList DrawSamplesPage::prompts() const {
    QStringList list;
    const QStringList lines = prompts_->toPlainText().split(u'\n');
    for (const auto& line : lines)
        if (!line.trimmed().isEmpty()) list << line.trimmed();
    return list;
}

void DrawSamplesPage::check() {
    const auto runs = static_cast<int>(chosenRuns().size()) + (model().isEmpty() ? 0 : 1);
    const auto lines = static_cast<int>(prompts().size());
    const auto count = static_cast<int>(form_->values().value("count", 1));
    if (boxes_.empty() && runs == 0)
        summary_->setText(tr("No run has a checkpoint yet. Train a model first, or choose another one."));
    else if (runs == 0)
        summary_->setText(tr("Choose at least one run or another model."));
    else if (lines == 0)
        summary_->setText(tr("Enter at least one prompt."));
    else
        summary_->setText(tr("%n sample(s) will be generated in the background.", nullptr, runs * lines * count));
    start_->setEnabled(runs > 0 && lines > 0 && form_->valid());
}

void DrawSamplesPage::start() {
    if (!start_->isEnabled()) return;
    SampleOptions options;
    optionsFromJson(form_->values(), options, "the form");
    Q_EMIT started(chosenRuns(), model(), prompts(), options);
}

}  // namespace recap::gui
