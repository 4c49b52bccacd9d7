// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/training/new_run_presenter.h"

#include <QWidget>

#include <map>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace recap::gui {

class KeyButton;
class OptionsForm;
class Prompter;

// The page "New run": kind, preset, form, and beside it what the run would do in plain words.
class NewRunPage final : public QWidget {
    Q_OBJECT

public:
    NewRunPage(Prompter& prompter, QWidget* parent = nullptr);

    void setProject(std::shared_ptr<Project> project);
    // With the entries that were left in the form, or defaults where there are none. `taken`: names that runs have.
    void open(const QStringList& taken);
    // Begins with the values of a run to be cloned; of an empty object with defaults.
    void openWith(RunKind kind, const QStringList& taken, const QString& name = {}, const Json& values = {});
    // The form of a kind with these values filled in; what else was entered for that kind stays.
    void fill(RunKind kind, const QStringList& taken, const Json& values);
    NewRunPresenter& presenter() { return presenter_; }

Q_SIGNALS:
    // The captions that the run lacks should be written.
    void writeWanted(const QString& source);
    void started(RunKind kind, const QString& name, const Json& values);
    void cancelled();

protected:
    // Escape leaves, when nothing within (a list that is open, say) has used it.
    void keyPressEvent(QKeyEvent* event) override;

private:
    // What was entered for one kind of run and not started.
    struct Draft {
        QString name;
        bool nameByHand = false;
        Json values = Json::object();
    };
    void build();
    QWidget* makeHead();
    QLayout* makeKinds(QWidget* head);
    QWidget* makeChecks();
    void setKind(RunKind kind);
    void keepDraft();
    void beginAnew();
    void fillForm();
    void fillPresets();
    // Another model brings the size of its pictures along, unless another size was typed.
    void followModel();
    void formChanged();
    void showPreflight();
    QString browse(const QString& field, PathKind kind, const QString& start);
    void showTest();
    void start();

    Prompter& prompter_;
    NewRunPresenter presenter_;
    QStringList taken_;
    QString cloneName_;
    Json cloneValues_ = Json::object();
    bool nameByHand_ = false;
    bool touched_ = false;  // something was entered
    std::map<RunKind, Draft> drafts_;
    QString model_;
    int nativeSide_ = 0;  // of model_; 0 while unknown

    QButtonGroup* kinds_ = nullptr;
    QLineEdit* name_ = nullptr;
    QHBoxLayout* presets_ = nullptr;
    QWidget* presetRow_ = nullptr;
    QLabel* presetNote_ = nullptr;
    QPushButton* test_ = nullptr;
    QLabel* testNote_ = nullptr;
    OptionsForm* form_ = nullptr;
    QVBoxLayout* formPlace_ = nullptr;
    QVBoxLayout* checks_ = nullptr;
    QLabel* checkState_ = nullptr;
    KeyButton* start_ = nullptr;
};

}  // namespace recap::gui
