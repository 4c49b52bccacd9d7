// SPDX-License-Identifier: GPL-3.0-or-later
#include "child_process.h"

#include "support/patience.h"
#include "support/recording_context.h"
#include "workflow/captioning/server_caption_job.h"
#include "workflow/dataset/bulk_edit.h"
#include "workflow/dataset/clip_score_job.h"
#include "workflow/dataset/import_job.h"

#include <QCoreApplication>
#include <chrono>
#include <iostream>
#include <thread>

namespace recap::testing {
namespace {

constexpr const char* kVariable = "RECAP_TEST_CHILD";

void say(const std::string& line) {
    std::cout << line << std::endl;
}

int hold(const std::string& path) {
    const auto project = Project::open(path);
    auto run = project->runs().create({.name = "long run", .kind = RunKind::Diffusion});
    project->runs().setState(run.id, RunState::Running);
    project->runs().addScalars(run.id, 7, {{"loss", 0.25}});
    say("ready");
    for (;;) std::this_thread::sleep_for(std::chrono::seconds(1));
}

int importFolder(const std::string& path, const std::string& folder) {
    ImportJob job(Project::open(path), {.path = folder});
    RecordingContext context;
    context.onProgress = [](const Progress& p) {
        if (p.stage == "importing") say("at " + std::to_string(p.done));
    };
    const auto outcome = runToOutcome(job, context);
    say("finished");
    return std::holds_alternative<Completed>(outcome) ? 0 : 1;
}

int score(const std::string& path, const std::string& clip) {
    ClipScoreJob job(Project::open(path), {.clip = clip, .batch_size = 1, .threads = 1});
    RecordingContext context;
    context.onProgress = [](const Progress& p) {
        if (p.stage == "scoring") say("at " + std::to_string(p.done));
    };
    return std::holds_alternative<Completed>(runToOutcome(job, context)) ? 0 : 1;
}

int caption(const std::string& path, const std::string& server) {
    ServerCaptionRequest request;
    request.options.server = server;
    request.options.instruction = "Describe it.";
    ServerCaptionJob job(Project::open(path), request);
    RecordingContext context;
    context.onProgress = [](const Progress& p) { say("at " + std::to_string(p.done)); };
    return std::holds_alternative<Completed>(runToOutcome(job, context)) ? 0 : 1;
}

// Edits every caption, then takes that back, without an end.
int editAll(const std::string& path) {
    const auto project = Project::open(path);
    for (;;) {
        say("editing");
        applyBulkEdit(*project, previewBulkEdit(*project, {.find = "^", .replacement = "new "}), "edit", "child");
        project->journal().undo();
    }
}

}  // namespace

std::optional<int> runAsChild() {
    const auto words = qEnvironmentVariable(kVariable).split(QChar::fromLatin1('\n'), Qt::SkipEmptyParts);
    if (words.isEmpty()) return std::nullopt;
    if (words[0] == QStringLiteral("hold")) return hold(words[1].toStdString());
    if (words[0] == QStringLiteral("edit")) return editAll(words[1].toStdString());
    if (words[0] == QStringLiteral("score")) return score(words[1].toStdString(), words[2].toStdString());
    if (words[0] == QStringLiteral("caption")) return caption(words[1].toStdString(), words[2].toStdString());
    return importFolder(words[1].toStdString(), words[2].toStdString());
}

Child::Child(const QStringList& words) {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(kVariable), words.join(QChar::fromLatin1('\n')));
    process_.setProcessEnvironment(environment);
    process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process_.start(QCoreApplication::applicationFilePath(), {});
    process_.waitForStarted();
}

Child::~Child() {
    kill();
}

void Child::kill() {
    process_.kill();
    process_.waitForFinished();
}

std::optional<std::string> Child::waitFor(const std::string& start) {
    for (;;) {
        while (process_.canReadLine()) {
            const std::string line = process_.readLine().trimmed().toStdString();
            if (line.starts_with(start)) return line.substr(start.size());
        }
        if (!process_.waitForReadyRead(kPatienceMs)) return std::nullopt;
    }
}

}  // namespace recap::testing
