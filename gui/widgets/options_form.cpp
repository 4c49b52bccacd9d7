// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/options_form.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/widgets/card.h"
#include "gui/widgets/option_help.h"
#include "gui/widgets/page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace recap::gui {

namespace {

QString fromStd(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString plainNumber(double value) {
    return QString::number(value, 'g', 12);
}

// "10,000,000" and "0.001": as one reads it, not as one types it.
QString readNumber(double value) {
    const bool whole = value == std::floor(value) && std::fabs(value) < 1e18;
    return whole ? QLocale().toString(static_cast<qlonglong>(value)) : plainNumber(value);
}

QString rangeSentence(const FieldDescription& field) {
    const bool low = std::isfinite(field.min);
    const bool high = std::isfinite(field.max);
    if (field.type != "int" && field.type != "number") return {};
    if (low && high)
        return QCoreApplication::translate("OptionsForm", "From %1 to %2.")
            .arg(readNumber(field.min), readNumber(field.max));
    if (low) return QCoreApplication::translate("OptionsForm", "At least %1.").arg(readNumber(field.min));
    if (high) return QCoreApplication::translate("OptionsForm", "At most %1.").arg(readNumber(field.max));
    return {};
}

// Empty when the value lies within the field's range, or is no number.
QString rangeProblem(const FieldDescription& field, const Json& value) {
    if (!value.is_number()) return {};
    const auto number = value.get<double>();
    if (number >= field.min && number <= field.max) return {};
    if (!std::isfinite(field.max))
        return QCoreApplication::translate("OptionsForm", "must be at least %1").arg(readNumber(field.min));
    if (!std::isfinite(field.min))
        return QCoreApplication::translate("OptionsForm", "must be at most %1").arg(readNumber(field.max));
    return QCoreApplication::translate("OptionsForm", "must be between %1 and %2")
        .arg(readNumber(field.min), readNumber(field.max));
}

QString editorText(const Json& value) {
    if (value.is_string()) return fromStd(value.get<std::string>());
    if (value.is_number_integer()) return QString::number(value.get<std::int64_t>());
    if (value.is_number()) return plainNumber(value.get<double>());
    if (value.is_array()) {
        QStringList lines;
        for (const auto& item : value) lines << fromStd(item.get<std::string>());
        return lines.join(QLatin1Char('\n'));
    }
    return {};
}

// A wheel that scrolls the form must not change the value that happens to come under it.
class CalmComboBox final : public QComboBox {
public:
    explicit CalmComboBox(QWidget* parent) : QComboBox(parent) { setFocusPolicy(Qt::StrongFocus); }

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

// By its value in a list of choices, as it is typed elsewhere.
void choose(QComboBox& box, const QString& value) {
    if (box.isEditable())
        box.setCurrentText(value);
    else
        box.setCurrentIndex(box.findData(value));
}

QString widgetText(const QWidget* editor) {
    if (const auto* line = qobject_cast<const QLineEdit*>(editor)) return line->text();
    if (const auto* box = qobject_cast<const QComboBox*>(editor))
        return box->isEditable() ? box->currentText() : box->currentData().toString();
    if (const auto* text = qobject_cast<const QPlainTextEdit*>(editor)) return text->toPlainText();
    return {};
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

void OptionsForm::setFolderField(const QString& field) {
    folders_ << field;
}
void OptionsForm::setMultiline(const QString& field) {
    multilines_ << field;
}
void OptionsForm::setHidden(const QString& field) {
    hiddenNames_ << field;
}
void OptionsForm::setSuggestions(const QString& field, const QStringList& suggestions) {
    suggestions_.insert(field, suggestions);
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
    row.editor = makeEditor(row);
    const QString name = fromStd(field.name);
    row.editor->setObjectName(QStringLiteral("option_") + name);
    row.editor->setAccessibleName(optionLabel(field));
    const QString help = QStringLiteral("<p>%1</p><p>%2 <tt>%3</tt></p>")
                             .arg(optionHelp(field.help).toHtmlEscaped(), rangeSentence(field), name);
    row.editor->setToolTip(help);
    row.problem = makeLabel({}, "error", nullptr);
    row.problem->setObjectName(QStringLiteral("problem_") + name);
    row.problem->setWordWrap(true);
    row.problem->hide();
    row.box = new QWidget(content_);
    auto* box = new QVBoxLayout(row.box);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(2);
    box->addWidget(folders_.contains(name) ? withBrowseButton(name, row.editor) : row.editor);
    box->addWidget(row.problem);
    auto* label = makeLabel(optionLabel(field), "plain", content_);
    label->setToolTip(help);
    label->setBuddy(row.editor);
    label->setMinimumHeight(30);
    row.label = label;
    layout->addRow(label, row.box);
    rows_.push_back(std::move(row));
}

QWidget* OptionsForm::withBrowseButton(const QString& name, QWidget* editor) {
    auto* holder = new QWidget(content_);
    auto* layout = makeRow(holder, kGrid / 2);
    layout->addWidget(editor, 1);
    auto* button = new QToolButton(holder);
    button->setObjectName(QStringLiteral("browse_") + name);
    button->setIcon(Theme::current().icon(u"folder"));
    button->setToolTip(tr("Choose a folder"));
    button->setAccessibleName(button->toolTip());
    connect(button, &QToolButton::clicked, this, [this, name, editor] {
        const QString chosen = browse_ ? browse_(name, widgetText(editor)) : QString();
        auto* line = qobject_cast<QLineEdit*>(editor);
        if (!chosen.isEmpty() && line != nullptr) line->setText(chosen);
    });
    layout->addWidget(button);
    return holder;
}

QWidget* OptionsForm::makeEditor(Row& row) {
    const FieldDescription& field = row.field;
    const QString name = fromStd(field.name);
    if (field.type == "bool") {
        auto* box = new QCheckBox(content_);
        box->setChecked(field.value.is_boolean() && field.value.get<bool>());
        connect(box, &QCheckBox::toggled, this, &OptionsForm::edited);
        return box;
    }
    if (field.type == "strings" || multilines_.contains(name)) {
        auto* text = new QPlainTextEdit(editorText(field.value), content_);
        text->setTabChangesFocus(true);
        text->setFixedHeight(76);
        connect(text, &QPlainTextEdit::textChanged, this, &OptionsForm::edited);
        return text;
    }
    if (!field.choices.empty() || suggestions_.contains(name)) {
        auto* box = new CalmComboBox(content_);
        // An empty choice is a choice, too, and must be read as one.
        for (const std::string& choice : field.choices)
            box->addItem(choice.empty() ? tr("the model's own") : optionValueLabel(fromStd(choice)), fromStd(choice));
        box->addItems(suggestions_.value(name));
        box->setEditable(field.choices.empty());
        choose(*box, editorText(field.value));
        connect(box, &QComboBox::currentTextChanged, this, &OptionsForm::edited);
        return box;
    }
    auto* line = new QLineEdit(editorText(field.value), content_);
    connect(line, &QLineEdit::textChanged, this, &OptionsForm::edited);
    return line;
}

Json OptionsForm::read(const Row& row, QString& problem) const {
    const std::string& type = row.field.type;
    if (type == "bool") return static_cast<const QCheckBox*>(row.editor)->isChecked();
    const QString text = widgetText(row.editor);
    bool good = false;
    if (type == "int") {
        const qlonglong value = text.trimmed().toLongLong(&good);
        if (good) return static_cast<std::int64_t>(value);
        problem = tr("must be a whole number");
        return nullptr;
    }
    if (type == "number") {
        double value = text.trimmed().toDouble(&good);
        if (!good) value = QLocale().toDouble(text.trimmed(), &good);
        if (good) return value;
        problem = tr("must be a number, such as 0.5 or 1e-4");
        return nullptr;
    }
    if (type == "strings") {
        Json list = Json::array();
        const QStringList lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        for (const QString& item : lines) list.push_back(item.trimmed().toStdString());
        return list;
    }
    return text.toStdString();
}

void OptionsForm::write(Row& row, const Json& value) {
    if (auto* check = qobject_cast<QCheckBox*>(row.editor)) check->setChecked(value.is_boolean() && value.get<bool>());
    if (auto* line = qobject_cast<QLineEdit*>(row.editor)) line->setText(editorText(value));
    if (auto* box = qobject_cast<QComboBox*>(row.editor)) choose(*box, editorText(value));
    if (auto* text = qobject_cast<QPlainTextEdit*>(row.editor)) text->setPlainText(editorText(value));
}

Json OptionsForm::values() const {
    Json out = hidden_;
    for (const Row& row : rows_) {
        QString problem;
        const Json value = read(row, problem);
        out[row.field.name] = problem.isEmpty() ? value : row.field.value;
    }
    return out;
}

void OptionsForm::setValues(const Json& values) {
    {
        const QSignalBlocker quiet(this);
        for (Row& row : rows_)
            if (const auto it = values.find(row.field.name); it != values.end()) write(row, *it);
        for (const auto& item : hidden_.items())
            if (const auto it = values.find(item.key()); it != values.end()) hidden_[item.key()] = *it;
    }
    edited();
}

void OptionsForm::edited() {
    for (Row& row : rows_) {
        QString problem;
        const Json value = read(row, problem);
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
        const Json value = read(row, problem);
        if (problem.isEmpty()) problem = rangeProblem(row.field, value);
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
