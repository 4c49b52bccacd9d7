// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"
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

// What the page "New run" says about a kind of run: one row a kind, beside the core's (workflow/queue/run_kinds.h).
struct NewRunKindRow {
    RunKind kind = RunKind::Other;
    const char* objectName;  // of its button
    QString (*title)();
    QString (*name)(const Json& values);  // what such a run is called unless a person says otherwise
    QStringList RunChoices::*models;      // folders that are offered for the option of the model; nullptr: none
    std::vector<RunPreset> (*presets)();  // may be nullptr
    PreflightText (*preflight)(Project& project, const Json& values);
    // Asks the servers that the values name what they are; nullptr: there are none. `turn` is called several times a
    // second and may throw. For a background thread.
    std::vector<Message> (*test)(const Json& values, const std::function<void()>& turn) = nullptr;
};
const std::vector<NewRunKindRow>& newRunKinds();
// Throws Error(InvalidOption) for a kind that the page cannot start.
const NewRunKindRow& newRunKind(RunKind kind);

// The description of every field; the model is the first one that was found, with the size of its pictures.
std::vector<FieldDescription> newRunFields(RunKind kind, const RunChoices& choices);
// What may be offered for fields that take any text: caption sources, folders of models.
std::vector<std::pair<QString, QStringList>> newRunSuggestions(RunKind kind, const RunChoices& choices);
// Queries the project; for a background thread.
RunChoices findRunChoices(Project& project);

}  // namespace recap::gui
