// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/options_form.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/widgets/card.h"
#include "gui/widgets/option_help.h"
#include "gui/widgets/page.h"

#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace recap::gui {

namespace {

QString fromStd(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

OptionsForm::OptionsForm(QWidget* parent)
    : QWidget(parent), layout_(new QVBoxLayout(this)), summary_(makeLabel({}, "error", this)) {
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(kGrid);
    summary_->setObjectName(QStringLiteral("optionProblems"));
    summary_->setWordWrap(true);
    summary_->hide();
    layout_->addWidget(summary_);
}

void OptionsForm::setPathField(const QString& field, PathKinds kinds) {
    paths_.insert(field, kinds);
}
void OptionsForm::setMultiline(const QString& field) {
    editing_[field].multiline = true;
}
void OptionsForm::setHidden(const QString& field) {
    hiddenNames_ << field;
}
void OptionsForm::setSuggestions(const QString& field, const QStringList& suggestions) {
    editing_[field].suggestions = suggestions;
}
void OptionsForm::setChoiceTexts(const QString& field, decltype(OptionEditing::choice_text) text) {
    editing_[field].choice_text = std::move(text);
}

void OptionsForm::setCheck(Check check) {
    check_ = std::move(check);
    this->check();
}

void OptionsForm::setFields(std::vector<FieldDescription> fields) {
    delete content_;
    rows_.clear();
    rareHeadings_.clear();
    hidden_ = Json::object();
    rows_.reserve(fields.size());
    content_ = new QWidget(this);
    auto* column = makeColumn(content_, kGrid);
    QFormLayout* form = nullptr;
    std::string group = "\n";  // equals no real group
    bool any_advanced = false;
    for (const FieldDescription& field : fields) {
        if (hiddenNames_.contains(fromStd(field.name))) {
            hidden_[field.name] = field.value;
            continue;
        }
        if (field.group != group) {
            group = field.group;
            if (!group.empty()) {
                column->addSpacing(form == nullptr ? 0 : kGrid);
                auto* heading = makeLabel(optionGroupLabel(group), "section", content_);
                column->addWidget(heading);
                // Fields of one group stand together; the same group may come again later.
                const auto next = std::find_if(&field, std::as_const(fields).data() + fields.size(),
                                               [&](const auto& other) { return other.group != group; });
                const bool rare = std::all_of(&field, next, [&](const auto& other) {
                    return other.advanced || hiddenNames_.contains(fromStd(other.name));
                });
                if (rare) rareHeadings_ << heading;
            }
            form = new QFormLayout;
            form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
            form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
            form->setHorizontalSpacing(2 * kGrid);
            form->setVerticalSpacing(kGrid - 2);
            column->addLayout(form);
        }
        any_advanced = any_advanced || field.advanced;
        addRow(form, field);
    }
    advanced_ = new QToolButton(content_);
    advanced_->setObjectName(QStringLiteral("showAdvanced"));
    advanced_->setText(tr("More options"));
    advanced_->setCheckable(true);
    advanced_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    advanced_->setIcon(Theme::current().icon(u"chevron-down"));
    advanced_->setVisible(any_advanced);
    connect(advanced_, &QToolButton::toggled, this, &OptionsForm::showAdvanced);
    column->addWidget(advanced_, 0, Qt::AlignLeft);
    layout_->addWidget(content_);
    showAdvanced(false);
    check();
}

void OptionsForm::addRow(QFormLayout* layout, const FieldDescription& field) {
    Row row;
    row.field = field;
    const QString name = fromStd(field.name);
    row.editor = makeOptionEditor(field, editing_.value(name), content_, [this] { edited(); });
    row.editor->setObjectName(QStringLiteral("option_") + name);
    row.editor->setAccessibleName(optionLabel(field));
    const QString help = QStringLiteral("<p>%1</p><p>%2 <tt>%3</tt></p>")
                             .arg(optionHelp(field.help).toHtmlEscaped(), optionRange(field), name);
    row.editor->setToolTip(help);
    row.problem = makeLabel({}, "error", nullptr);
    row.problem->setObjectName(QStringLiteral("problem_") + name);
    row.problem->setWordWrap(true);
    row.problem->hide();
    row.box = new QWidget(content_);
    auto* box = new QVBoxLayout(row.box);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(2);
    box->addWidget(paths_.contains(name) ? withBrowseButtons(name, row.editor) : row.editor);
    box->addWidget(row.problem);
    auto* label = makeLabel(optionLabel(field), "plain", content_);
    label->setToolTip(help);
    label->setBuddy(row.editor);
    label->setMinimumHeight(30);
    row.label = label;
    layout->addRow(label, row.box);
    rows_.push_back(std::move(row));
}

QWidget* OptionsForm::withBrowseButtons(const QString& name, QWidget* editor) {
    const PathKinds kinds = paths_.value(name);
    auto* holder = new QWidget(content_);
    auto* layout = makeRow(holder, kGrid / 2);
    layout->addWidget(editor, 1);
    const auto add = [&](PathKind kind, const QString& prefix, const QString& text, const QString& help) {
        auto* button = new QPushButton(text, holder);
        button->setObjectName(prefix + name);
        button->setToolTip(help);
        button->setAccessibleName(help);
        connect(button, &QPushButton::clicked, this, [this, name, editor, kind] {
            const QString chosen = browse_ ? browse_(name, kind, optionText(editor)) : QString();
            if (!chosen.isEmpty()) writeOption(editor, chosen.toStdString());
        });
        layout->addWidget(button);
    };
    const bool both = kinds.testFlag(PathKind::File) && kinds.testFlag(PathKind::Folder);
    if (kinds.testFlag(PathKind::File))
        add(PathKind::File, QStringLiteral("browseFile_"), both ? tr("File…") : tr("Browse…"), tr("Choose a file"));
    if (kinds.testFlag(PathKind::Folder))
        add(PathKind::Folder, QStringLiteral("browse_"), both ? tr("Folder…") : tr("Browse…"), tr("Choose a folder"));
    return holder;
}

Json OptionsForm::values() const {
    Json out = hidden_;
    for (const Row& row : rows_) {
        QString problem;
        const Json value = readOption(row.field, row.editor, problem);
        out[row.field.name] = problem.isEmpty() ? value : row.field.value;
    }
    return out;
}

void OptionsForm::setValues(const Json& values) {
    {
        const QSignalBlocker quiet(this);
        for (Row& row : rows_)
            if (const auto it = values.find(row.field.name); it != values.end()) writeOption(row.editor, *it);
        for (const auto& item : hidden_.items())
            if (const auto it = values.find(item.key()); it != values.end()) hidden_[item.key()] = *it;
    }
    edited();
}

void OptionsForm::edited() {
    for (Row& row : rows_) {
        QString problem;
        const Json value = readOption(row.field, row.editor, problem);
        if (problem.isEmpty()) row.field.value = value;
    }
    check();
    Q_EMIT changed();
}

void OptionsForm::check() {
    const bool was_valid = valid();
    problems_.clear();
    QHash<QString, QString> texts;
    for (const Row& row : rows_) {
        QString problem;
        const Json value = readOption(row.field, row.editor, problem);
        if (problem.isEmpty()) problem = optionRangeProblem(row.field, value);
        if (!problem.isEmpty()) {
            problems_.push_back({row.field.name, verbatim(problem.toStdString())});
            texts.insert(fromStd(row.field.name), problem);
        }
    }
    QStringList general;
    std::vector<FieldDescription> fields;
    for (const Row& row : rows_) fields.push_back(row.field);
    if (check_) {
        for (const FieldProblem& problem : check_(values())) {
            const QString name = fromStd(problem.field);
            if (texts.contains(name)) continue;
            problems_.push_back(problem);
            const bool shown = std::any_of(rows_.begin(), rows_.end(),
                                           [&](const Row& row) { return row.field.name == problem.field; });
            if (shown)
                texts.insert(name, coreText(problem.message));
            else
                general << (name.isEmpty() ? QString() : optionLabel(fields, problem.field) + QLatin1Char(' ')) +
                               coreText(problem.message);
        }
    }
    for (Row& row : rows_) {
        const QString text = texts.value(fromStd(row.field.name));
        row.problem->setText(text);
        row.problem->setVisible(!text.isEmpty());
        setStyleProperty(row.editor, "wrong", !text.isEmpty());
        // A folded field with a problem has to be seen.
        if (!text.isEmpty() && row.field.advanced && advanced_ != nullptr) advanced_->setChecked(true);
    }
    summary_->setText(general.join(QLatin1Char('\n')));
    summary_->setVisible(!general.isEmpty());
    if (was_valid != valid()) Q_EMIT validChanged(valid());
}

void OptionsForm::showAdvanced(bool shown) {
    for (const Row& row : rows_) {
        if (!row.field.advanced) continue;
        row.box->setVisible(shown);
        row.label->setVisible(shown);
    }
    // The heading of a group that has nothing to show would stand alone.
    for (QWidget* heading : rareHeadings_) heading->setVisible(shown);
    if (advanced_ == nullptr) return;
    advanced_->setText(shown ? tr("Fewer options") : tr("More options"));
    advanced_->setIcon(Theme::current().icon(shown ? u"chevron-up" : u"chevron-down"));
}

void OptionsForm::focusFirstProblem() {
    for (const Row& row : rows_) {
        if (row.problem->text().isEmpty()) continue;
        row.editor->setFocus(Qt::OtherFocusReason);
        return;
    }
}

}  // namespace recap::gui
