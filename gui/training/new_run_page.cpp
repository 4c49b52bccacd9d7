// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/new_run_page.h"

#include "gui/base/prompter.h"
#include "gui/base/theme.h"
#include "gui/training/model_facts.h"
#include "gui/widgets/card.h"
#include "gui/widgets/check_line.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/options_form.h"
#include "gui/widgets/page.h"

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>

namespace recap::gui {

NewRunPage::NewRunPage(Prompter& prompter, QWidget* parent) : QWidget(parent), prompter_(prompter) {
    setObjectName(QStringLiteral("newRunPage"));
    build();
    connect(&presenter_, &NewRunPresenter::choicesChanged, this, &NewRunPage::fillForm);
    connect(&presenter_, &NewRunPresenter::preflightChanged, this, &NewRunPage::showPreflight);
    connect(&presenter_, &NewRunPresenter::testChanged, this, &NewRunPage::showTest);
    connect(&Theme::current(), &Theme::changed, this, &NewRunPage::showPreflight);
    showTest();
}

void NewRunPage::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
    column->setSpacing(2 * kGrid);
    column->addWidget(makeHead());

    auto* middle = new QHBoxLayout;
    middle->setSpacing(2 * kGrid);
    auto* place = new QWidget(this);
    formPlace_ = new QVBoxLayout(place);
    formPlace_->setContentsMargins(0, 0, kGrid, 0);
    formPlace_->addStretch(1);
    auto* formCard = new Card({}, this);
    formCard->body()->addWidget(makeScroll(place, formCard));
    middle->addWidget(formCard, 3);
    middle->addWidget(makeChecks(), 2);
    column->addLayout(middle, 1);
}

// Beside each other all of them would not fit a window of 1280 pixels.
QLayout* NewRunPage::makeKinds(QWidget* head) {
    constexpr int kInALine = 4;
    auto* lines = new QVBoxLayout;
    lines->setSpacing(kGrid);
    kinds_ = new QButtonGroup(head);
    QHBoxLayout* line = nullptr;
    for (const auto& row : newRunKinds()) {
        if (kinds_->buttons().size() % kInALine == 0) {
            line = new QHBoxLayout;
            line->setSpacing(kGrid);
            line->setAlignment(Qt::AlignLeft);
            lines->addLayout(line);
        }
        auto* button = new QPushButton(row.title(), head);
        button->setObjectName(QString::fromLatin1(row.objectName));
        button->setCheckable(true);
        kinds_->addButton(button, static_cast<int>(row.kind));
        line->addWidget(button);
    }
    return lines;
}

QWidget* NewRunPage::makeHead() {
    auto* head = new QWidget(this);
    auto* column = makeColumn(head, kGrid);

    column->addWidget(makeLabel(tr("New run"), "heading", head));
    column->addLayout(makeKinds(head));
    connect(kinds_, &QButtonGroup::idClicked, this, [this](int id) {
        const auto kind = static_cast<RunKind>(id);
        if (form_ != nullptr && kind == presenter_.kind()) return;
        keepDraft();
        cloneValues_ = Json::object();
        cloneName_.clear();
        setKind(kind);
    });

    auto* second = new QHBoxLayout;
    second->setSpacing(kGrid);
    auto* nameLabel = makeLabel(tr("Name"), "muted", head);
    name_ = new QLineEdit(head);
    name_->setObjectName(QStringLiteral("newRunName"));
    name_->setFixedWidth(30 * kGrid);
    nameLabel->setBuddy(name_);
    connect(name_, &QLineEdit::textEdited, this, [this] {
        nameByHand_ = touched_ = true;
        showPreflight();
    });
    second->addWidget(nameLabel);
    second->addWidget(name_);
    second->addSpacing(2 * kGrid);
    presetRow_ = new QWidget(head);
    presets_ = makeRow(presetRow_, kGrid);
    second->addWidget(presetRow_);
    test_ = new QPushButton(head);
    test_->setObjectName(QStringLiteral("newRunTest"));
    // Not disabled meanwhile: the keyboard would pass to "Start over", which clears the form.
    connect(test_, &QPushButton::clicked, this, [this] {
        if (!presenter_.testing()) presenter_.test();
    });
    second->addWidget(test_);
    second->addStretch(1);
    auto* anew = new QPushButton(tr("Start over"), head);
    anew->setObjectName(QStringLiteral("newRunAnew"));
    anew->setToolTip(tr("Clears your entries"));
    connect(anew, &QPushButton::clicked, this, &NewRunPage::beginAnew);
    second->addWidget(anew);
    column->addLayout(second);

    presetNote_ = makeLabel({}, "small", head);
    presetNote_->setWordWrap(true);
    presetNote_->hide();
    column->addWidget(presetNote_);
    testNote_ = makeLabel({}, "body", head);
    testNote_->setObjectName(QStringLiteral("newRunTestNote"));
    testNote_->setTextFormat(Qt::PlainText);
    testNote_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    testNote_->setWordWrap(true);
    column->addWidget(testNote_);
    return head;
}

void NewRunPage::setProject(std::shared_ptr<Project> project) {
    drafts_.clear();
    touched_ = false;
    presenter_.setProject(std::move(project));
}

void NewRunPage::open(const QStringList& taken) {
    if (form_ == nullptr || !touched_) return openWith(RunKind::Diffusion, taken);
    taken_ = taken;
    formChanged();
    name_->setFocus();
}

void NewRunPage::openWith(RunKind kind, const QStringList& taken, const QString& name, const Json& values) {
    taken_ = taken;
    cloneName_ = name;
    cloneValues_ = values.is_object() ? values : Json::object();
    if (!cloneValues_.empty()) drafts_.erase(kind);
    setKind(kind);
    name_->setFocus();
}

void NewRunPage::fill(RunKind kind, const QStringList& taken, const Json& values) {
    taken_ = taken;
    keepDraft();
    const bool goes_on = form_ != nullptr && presenter_.kind() == kind && cloneName_.isEmpty();
    if (const auto draft = drafts_.find(kind); draft != drafts_.end()) {
        draft->second.values.update(values);
        cloneValues_ = Json::object();
    } else if (goes_on) {
        cloneValues_.update(values);
    } else {
        cloneValues_ = values;
    }
    cloneName_.clear();
    setKind(kind);
    name_->setFocus();
}

void NewRunPage::keepDraft() {
    if (form_ != nullptr && touched_) drafts_[presenter_.kind()] = {name_->text(), nameByHand_, form_->values()};
}

void NewRunPage::beginAnew() {
    drafts_.erase(presenter_.kind());
    cloneValues_ = Json::object();
    cloneName_.clear();
    setKind(presenter_.kind());
}

void NewRunPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier)
        Q_EMIT cancelled();
    else
        QWidget::keyPressEvent(event);
}

void NewRunPage::setKind(RunKind kind) {
    const auto draft = drafts_.find(kind);
    touched_ = draft != drafts_.end();
    kinds_->button(static_cast<int>(kind))->setChecked(true);
    nameByHand_ = touched_ ? draft->second.nameByHand : !cloneName_.isEmpty();
    name_->setText(touched_ ? draft->second.name : cloneName_);
    delete std::exchange(form_, nullptr);
    presenter_.open(kind);
    fillPresets();
    fillForm();
}

void NewRunPage::fillForm() {
    // What was entered stays when the choices arrive.
    const auto draft = drafts_.find(presenter_.kind());
    const Json kept = form_ != nullptr && touched_ ? form_->values()
                      : draft != drafts_.end()     ? draft->second.values
                                                   : cloneValues_;
    delete form_;
    form_ = new OptionsForm(this);
    form_->setObjectName(QStringLiteral("newRunForm"));
    for (const auto& path : newRunPaths(presenter_.kind()))
        form_->setPathField(QString::fromLatin1(path.field), path.kinds);
    form_->setChoiceTexts(QStringLiteral("metrics"),
                          [](const QString& choice) { return newRunChoiceText(QStringLiteral("metrics"), choice); });
    for (const auto& field : {QStringLiteral("sample_prompts"), QStringLiteral("prompts"), QStringLiteral("mixture"),
                              QStringLiteral("instruction"), QStringLiteral("short_instruction")})
        form_->setMultiline(field);
    for (const auto& [field, suggestions] : newRunSuggestions(presenter_.kind(), presenter_.choices()))
        form_->setSuggestions(field, suggestions);
    form_->setBrowse(
        [this](const QString& field, PathKind kind, const QString& start) { return browse(field, kind, start); });
    form_->setFields(newRunFields(presenter_.kind(), presenter_.choices()));
    form_->setCheck([this](const Json& values) { return presenter_.problems(values); });
    if (!kept.empty()) form_->setValues(kept);
    connect(form_, &OptionsForm::changed, this, [this] {
        touched_ = true;
        formChanged();
    });
    // Long paths must not make the form wider than its place.
    for (auto* box : form_->findChildren<QComboBox*>()) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
    }
    model_ = QString::fromStdString(form_->values().value("model", std::string()));
    nativeSide_ = nativeResolution(model_);
    form_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    formPlace_->insertWidget(0, form_);
    formChanged();
}

void NewRunPage::fillPresets() {
    clearLayout(presets_);
    presetNote_->hide();
    const auto makePresets = newRunKind(presenter_.kind()).presets;
    const auto presets = makePresets == nullptr ? std::vector<RunPreset>() : makePresets();
    if (!presets.empty()) presets_->addWidget(makeLabel(tr("Start from"), "muted", presetRow_));
    for (const auto& preset : presets) {
        auto* button = new QPushButton(preset.title, presetRow_);
        button->setObjectName(QStringLiteral("newRunPreset_%1").arg(preset.id));
        button->setToolTip(preset.note);
        connect(button, &QPushButton::clicked, this, [this, preset] {
            form_->setValues(preset.values);
            touched_ = true;
            presetNote_->setText(preset.note);
            presetNote_->show();
            formChanged();
        });
        presets_->addWidget(button);
    }
}

void NewRunPage::followModel() {
    const QString model = QString::fromStdString(form_->values().value("model", std::string()));
    if (model == std::exchange(model_, model)) return;
    const int before = std::exchange(nativeSide_, nativeResolution(model));
    const bool untouched = before > 0 && form_->values().value("resolution", std::int64_t{0}) == before;
    if (untouched && nativeSide_ > 0 && nativeSide_ != before) form_->setValues({{"resolution", nativeSide_}});
}

void NewRunPage::formChanged() {
    followModel();
    presenter_.setValues(form_->values());
    // A clone on other captions is another arm, not a copy.
    const Json source = form_->values().value("caption_source", Json()),
               before = cloneValues_.value("caption_source", source);
    if (!cloneName_.isEmpty() && name_->text() == cloneName_ && source != before) nameByHand_ = false;
    if (!nameByHand_) name_->setText(presenter_.suggestedName(taken_));
}

QString NewRunPage::browse(const QString& field, PathKind kind, const QString& start) {
    for (const auto& path : newRunPaths(presenter_.kind())) {
        if (field != QLatin1String(path.field)) continue;
        return kind == PathKind::Folder
                   ? prompter_.openFolder(path.title(), start)
                   : prompter_.openFile(path.title(), start, path.files == nullptr ? QString() : path.files());
    }
    return {};
}

}  // namespace recap::gui
