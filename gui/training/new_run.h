// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"
#include "jobs/job.h"
#include "workflow/training/train_job.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace recap::gui {

// The kinds of run that the page "New run" can start.
enum class NewRunKind { Diffusion, Captioner, Recaption, Samples, Metrics };

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

QString newRunTitle(NewRunKind kind);
// The description of every field; the model is the first one that was found, with the size of its pictures.
std::vector<FieldDescription> newRunFields(NewRunKind kind, const RunChoices& choices);
// What may be offered for fields that take any text: caption sources, folders of models.
std::vector<std::pair<QString, QStringList>> newRunSuggestions(NewRunKind kind, const RunChoices& choices);
// The field that holds the folder of the model; empty for kinds that need none.
QString newRunModelField(NewRunKind kind);
std::vector<RunPreset> newRunPresets(NewRunKind kind);
// All problems at once, an empty or missing folder of the model included. Touches the file system only for that.
std::vector<FieldProblem> newRunProblems(NewRunKind kind, const Json& values);
// Queries the project; for a background thread.
RunChoices findRunChoices(Project& project);
PreflightText newRunPreflight(NewRunKind kind, Project& project, const Json& values);
// Throws Error(InvalidOption) when the values cannot be used.
std::unique_ptr<Job> makeNewRun(NewRunKind kind, std::shared_ptr<Project> project, const QString& name,
                                const Json& values);
// As runs are recorded and queued runs stored.
const char* newRunKindName(NewRunKind kind);
// The kind that a recorded run can be cloned to; false when the page does not know it.
bool newRunKindOf(const QString& runKind, NewRunKind& kind);

}  // namespace recap::gui
