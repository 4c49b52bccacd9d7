// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"
#include "gui/widgets/option_editor.h"
#include "gui/widgets/option_names.h"

#include <QHash>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <vector>

class QFormLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace recap::gui {

// What a field that holds a path may name.
enum class PathKind { File = 1, Folder = 2 };
Q_DECLARE_FLAGS(PathKinds, PathKind)
Q_DECLARE_OPERATORS_FOR_FLAGS(PathKinds)

// A form made from the description of an option struct: one editor a field, grouped, advanced fields folded away, tool
// tips with the help and the range. Checked at every key; all problems are shown at once, each at its field.
// Editors are named "option_<field>".
class OptionsForm final : public QWidget {
    Q_OBJECT

public:
    using Check = std::function<std::vector<FieldProblem>(const Json& values)>;

    explicit OptionsForm(QWidget* parent = nullptr);

    // Builds the form anew with the descriptions' values.
    void setFields(std::vector<FieldDescription> fields);
    // Further checks on the whole, e.g. validate() of the struct; problems of unknown fields are shown at the top.
    void setCheck(Check check);
    // How single fields are edited; call before setFields.
    void setPathField(const QString& field, PathKinds kinds);                   // with buttons that call browse
    void setMultiline(const QString& field);                                    // several lines
    void setSuggestions(const QString& field, const QStringList& suggestions);  // an editable list, or boxes to tick
    void setChoiceTexts(const QString& field, decltype(OptionEditing::choice_text) text);
    void setHidden(const QString& field);  // kept as it is and not shown
    // Asks the person for a path; empty: they changed their mind.
    using Browse = std::function<QString(const QString& field, PathKind kind, const QString& start)>;
    void setBrowse(Browse browse) { browse_ = std::move(browse); }

    // All fields. A field whose text is not of its type keeps its last good value, and problems() names it.
    Json values() const;
    // Sets the fields that `values` names, e.g. a preset.
    void setValues(const Json& values);
    bool valid() const { return problems_.empty(); }
    const std::vector<FieldProblem>& problems() const { return problems_; }
    // Moves the keyboard to the first field with a problem.
    void focusFirstProblem();

Q_SIGNALS:
    void changed();
    void validChanged(bool valid);

private:
    struct Row {
        FieldDescription field;
        QWidget* editor = nullptr;
        QLabel* problem = nullptr;
        QWidget* box = nullptr;  // editor and problem
        QWidget* label = nullptr;
    };

    void addRow(QFormLayout* layout, const FieldDescription& field);
    QWidget* withBrowseButtons(const QString& name, QWidget* editor);
    void edited();
    void check();
    void showAdvanced(bool shown);

    std::vector<Row> rows_;
    Json hidden_ = Json::object();
    std::vector<FieldProblem> problems_;
    Check check_;
    Browse browse_;
    QHash<QString, PathKinds> paths_;
    QHash<QString, OptionEditing> editing_;
    QStringList hiddenNames_;
    QList<QWidget*> rareHeadings_;  // of groups with advanced options only
    QVBoxLayout* layout_;
    QWidget* content_ = nullptr;
    QLabel* summary_;
    QToolButton* advanced_ = nullptr;
};

}  // namespace recap::gui
