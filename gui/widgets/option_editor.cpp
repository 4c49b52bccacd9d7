// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/option_editor.h"

#include "gui/widgets/option_names.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace recap::gui {

namespace {

constexpr int kLinesHeight = 76;
constexpr int kMostTicksShown = 6;

struct OptionsFormText {
    Q_DECLARE_TR_FUNCTIONS(recap::gui::OptionsFormText)
};

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

// Texts of which some are ticked. One that is set and was not offered is added, so that nothing is lost.
class TickList final : public QListWidget {
public:
    explicit TickList(QWidget* parent) : QListWidget(parent) {
        setSelectionMode(QAbstractItemView::SingleSelection);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setUniformItemSizes(true);
    }

    void offer(const QString& value, const QString& text, const QString& help) {
        auto* item = new QListWidgetItem(text, this);
        item->setData(Qt::UserRole, value);
        item->setToolTip(help);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
    }

    QStringList ticked() const {
        QStringList values;
        for (int i = 0; i < count(); ++i)
            if (item(i)->checkState() == Qt::Checked) values << item(i)->data(Qt::UserRole).toString();
        return values;
    }

    void tick(const QStringList& values) {
        for (const QString& value : values)
            if (!holds(value)) offer(value, value, {});
        for (int i = 0; i < count(); ++i)
            item(i)->setCheckState(values.contains(item(i)->data(Qt::UserRole).toString()) ? Qt::Checked
                                                                                           : Qt::Unchecked);
        fit();
    }

    void fit() {
        const int rows = std::clamp(count(), 1, kMostTicksShown);
        setFixedHeight(rows * std::max(sizeHintForRow(0), fontMetrics().height() + 6) + 2 * frameWidth() + 8);
    }

private:
    bool holds(const QString& value) const {
        for (int i = 0; i < count(); ++i)
            if (item(i)->data(Qt::UserRole).toString() == value) return true;
        return false;
    }
};

QStringList textsOf(const Json& value) {
    QStringList texts;
    if (value.is_array())
        for (const auto& item : value) texts << fromStd(item.get<std::string>());
    return texts;
}

QWidget* makeTickList(const FieldDescription& field, const OptionEditing& editing, QWidget* parent,
                      const std::function<void()>& edited) {
    auto* list = new TickList(parent);
    QStringList offered = editing.suggestions.value_or(QStringList());
    for (const std::string& choice : field.choices) offered << fromStd(choice);
    for (const QString& value : offered) {
        const auto [text, help] = editing.choice_text != nullptr
                                      ? editing.choice_text(value)
                                      : std::pair(field.choices.empty() ? value : optionValueLabel(value), QString());
        list->offer(value, text, help);
    }
    list->tick(textsOf(field.value));
    QObject::connect(list, &QListWidget::itemChanged, list, edited);
    return list;
}

QWidget* makeComboBox(const FieldDescription& field, const OptionEditing& editing, QWidget* parent,
                      const std::function<void()>& edited) {
    auto* box = new CalmComboBox(parent);
    // An empty choice is a choice, too, and must be read as one.
    for (const std::string& choice : field.choices)
        box->addItem(choice.empty() ? OptionsFormText::tr("the model's own") : optionValueLabel(fromStd(choice)),
                     fromStd(choice));
    box->addItems(editing.suggestions.value_or(QStringList()));
    box->setEditable(field.choices.empty());
    choose(*box, editorText(field.value));
    QObject::connect(box, &QComboBox::currentTextChanged, box, edited);
    return box;
}

}  // namespace

QString optionText(const QWidget* editor) {
    if (const auto* line = qobject_cast<const QLineEdit*>(editor)) return line->text();
    if (const auto* box = qobject_cast<const QComboBox*>(editor))
        return box->isEditable() ? box->currentText() : box->currentData().toString();
    if (const auto* text = qobject_cast<const QPlainTextEdit*>(editor)) return text->toPlainText();
    return {};
}

QString optionRange(const FieldDescription& field) {
    const bool low = std::isfinite(field.min);
    const bool high = std::isfinite(field.max);
    if (field.type != "int" && field.type != "number") return {};
    if (low && high) return OptionsFormText::tr("From %1 to %2.").arg(readNumber(field.min), readNumber(field.max));
    if (low) return OptionsFormText::tr("At least %1.").arg(readNumber(field.min));
    if (high) return OptionsFormText::tr("At most %1.").arg(readNumber(field.max));
    return {};
}

QString optionRangeProblem(const FieldDescription& field, const Json& value) {
    if (!value.is_number()) return {};
    const auto number = value.get<double>();
    if (number >= field.min && number <= field.max) return {};
    if (!std::isfinite(field.max)) return OptionsFormText::tr("must be at least %1").arg(readNumber(field.min));
    if (!std::isfinite(field.min)) return OptionsFormText::tr("must be at most %1").arg(readNumber(field.max));
    return OptionsFormText::tr("must be between %1 and %2").arg(readNumber(field.min), readNumber(field.max));
}

QWidget* makeOptionEditor(const FieldDescription& field, const OptionEditing& editing, QWidget* parent,
                          const std::function<void()>& edited) {
    if (field.type == "bool") {
        auto* box = new QCheckBox(parent);
        box->setChecked(field.value.is_boolean() && field.value.get<bool>());
        QObject::connect(box, &QCheckBox::toggled, box, edited);
        return box;
    }
    const bool offered = !field.choices.empty() || editing.suggestions.has_value();
    const bool any = !field.choices.empty() || !editing.suggestions.value_or(QStringList()).isEmpty();
    if (field.type == "strings" && any) return makeTickList(field, editing, parent, edited);
    if (field.type == "strings" || editing.multiline) {
        auto* text = new QPlainTextEdit(editorText(field.value), parent);
        text->setTabChangesFocus(true);
        text->setFixedHeight(kLinesHeight);
        QObject::connect(text, &QPlainTextEdit::textChanged, text, edited);
        return text;
    }
    if (offered) return makeComboBox(field, editing, parent, edited);
    auto* line = new QLineEdit(editorText(field.value), parent);
    QObject::connect(line, &QLineEdit::textChanged, line, edited);
    return line;
}

Json readOption(const FieldDescription& field, const QWidget* editor, QString& problem) {
    const std::string& type = field.type;
    if (type == "bool") return static_cast<const QCheckBox*>(editor)->isChecked();
    const QString text = optionText(editor);
    bool good = false;
    if (type == "int") {
        const qlonglong value = text.trimmed().toLongLong(&good);
        if (good) return static_cast<std::int64_t>(value);
        problem = OptionsFormText::tr("must be a whole number");
        return nullptr;
    }
    if (type == "number") {
        double value = text.trimmed().toDouble(&good);
        if (!good) value = QLocale().toDouble(text.trimmed(), &good);
        if (good) return value;
        problem = OptionsFormText::tr("must be a number, such as 0.5 or 1e-4");
        return nullptr;
    }
    if (type == "strings") {
        const auto* ticks = dynamic_cast<const TickList*>(editor);
        const QStringList lines =
            ticks != nullptr ? ticks->ticked() : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        Json list = Json::array();
        for (const QString& item : lines) list.push_back(item.trimmed().toStdString());
        return list;
    }
    return text.toStdString();
}

void writeOption(QWidget* editor, const Json& value) {
    if (auto* check = qobject_cast<QCheckBox*>(editor)) check->setChecked(value.is_boolean() && value.get<bool>());
    if (auto* line = qobject_cast<QLineEdit*>(editor)) line->setText(editorText(value));
    if (auto* box = qobject_cast<QComboBox*>(editor)) choose(*box, editorText(value));
    if (auto* text = qobject_cast<QPlainTextEdit*>(editor)) text->setPlainText(editorText(value));
    if (auto* ticks = dynamic_cast<TickList*>(editor)) ticks->tick(textsOf(value));
}

}  // namespace recap::gui
