// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"
#include "gui/widgets/options_form.h"
#include "workflow/queue/run_kinds.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace recap::gui {

// Named starting values: all that the preset is about, from the defaults where it says nothing else. Only what belongs
// to the data and the machine stays as it is in the form.
struct RunPreset {
    QString id;
    QString title;
    QString note;  // where the values come from, in one or two sentences
    Json values = Json::object();
};

// What the form needs to know about a project and this machine; gathered in the background.
struct RunChoices {
    QStringList sources;       // caption sources of the project
    QStringList models;        // diffusers folders that were found: the program's own, results of runs
    QStringList captioners;    // the same for captioners
    QStringList writers;       // what may recaption: captioner runs by name, the newest first, then the program's own
    QStringList prompts;       // a few captions of the project, to draw pictures for
    QStringList drawn;         // names of runs that have pictures
    qint64 bootstrapSeed = 1;  // with which the numbers of the runs come out the same
};

// What a run would do, in plain words, before anything starts.
struct PreflightText {
    QStringList facts;     // one sentence each
    QStringList warnings;  // worth reading, no reason to refuse
    QStringList problems;  // reasons why the run is refused
    QString write_into;    // a source whose captions are missing and can be written by hand; empty: none
    bool ready() const { return problems.isEmpty(); }
};

// What else of a run can be tried before it starts, and takes a while: servers are asked what they are, judges loaded.
struct NewRunTrial {
    QString (*title)() = nullptr;  // of the button; null: nothing can be tried
    QString (*help)() = nullptr;
    // One sentence each. `turn` is called between two answers, of servers several times a second, and may throw. For a
    // background thread. Throws Error(InvalidOption) for values that cannot be used.
    QStringList (*answers)(const Json& values, const std::function<void()>& turn) = nullptr;
};

// What the page "New run" says about a kind of run: one row a kind, beside the core's (workflow/queue/run_kinds.h).
struct NewRunKindRow {
    RunKind kind = RunKind::Other;
    const char* objectName;  // of its button
    QString (*title)();
    QString (*name)(const Json& values);  // what such a run is called unless a person says otherwise
    QStringList RunChoices::*models;      // folders that are offered for the option of the model; nullptr: none
    std::vector<RunPreset> (*presets)();  // may be nullptr
    PreflightText (*preflight)(Project& project, const Json& values);
    NewRunTrial test = {};
};
const std::vector<NewRunKindRow>& newRunKinds();
// Throws Error(InvalidOption) for a kind that the page cannot start.
const NewRunKindRow& newRunKind(RunKind kind);

// The description of every field; the model is the first one that was found, with the size of its pictures.
std::vector<FieldDescription> newRunFields(RunKind kind, const RunChoices& choices);
// What may be offered for fields that take any text: caption sources, folders of models.
std::vector<std::pair<QString, QStringList>> newRunSuggestions(RunKind kind, const RunChoices& choices);
// What a field that holds a path may name, and what the dialog for it is called.
struct NewRunPath {
    const char* field;
    PathKinds kinds;
    QString (*title)();
    QString (*files)() = nullptr;  // filter of the dialog for files; null: all files
};
std::vector<NewRunPath> newRunPaths(RunKind kind);
// What a choice of a field is called, with one sentence about it.
std::pair<QString, QString> newRunChoiceText(const QString& field, const QString& choice);
// Queries the project; for a background thread.
RunChoices findRunChoices(Project& project);

}  // namespace recap::gui
