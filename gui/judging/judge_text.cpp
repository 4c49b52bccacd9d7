// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/judging/judge_text.h"

#include "base/paths.h"
#include "gui/base/error_text.h"
#include "workflow/results/metric_facts.h"

#include <QCoreApplication>

#include <filesystem>

namespace recap::gui {

namespace {

constexpr int kDigits = 12;
const std::string kDemoName = "demo judge";  // as its numbers name it

struct JudgeText {
    Q_DECLARE_TR_FUNCTIONS(recap::gui::JudgeText)
};

}  // namespace

std::vector<JudgeEntry> judgesOf(const std::string& file) {
    if (!file.empty() && !std::filesystem::is_directory(file)) return readJudgesFile(file);
    JudgeEntry demo;
    demo.name = demo.kind = "demo";
    demo.path = file;
    return {demo};
}

QStringList metricsOfJudge(const JudgeEntry& entry) {
    QStringList titles;
    const bool demo = entry.kind == "demo";
    for (const auto& info : metricRegistry()) {
        if (info.own_weights && info.name != entry.name) continue;
        for (const auto view : viewsOfJudgeKind(entry.kind)) {
            if (info.way(view) == nullptr) continue;
            titles << QString::fromStdString(metricTitle(std::string(info.name), demo ? kDemoName : std::string()));
            break;
        }
    }
    return titles;
}

QString originOfJudge(const JudgeFacts& facts) {
    if (facts.sha256.empty()) return {};
    const bool own = facts.entry.kind == "demo" && facts.entry.path == resourceDirectory() / "demo/judge";
    const QString name = own                       ? JudgeText::tr("comes with the program")
                         : facts.published.empty() ? JudgeText::tr("first seen")
                                                   : QString::fromStdString(facts.published);
    return facts.licence.empty() ? name : QStringLiteral("%1 (%2)").arg(name, QString::fromStdString(facts.licence));
}

QString shortDigest(const std::string& sha256) {
    return QString::fromStdString(sha256).left(kDigits);
}

QString judgeSentence(const JudgeFacts& facts) {
    const QString name = QString::fromStdString(facts.entry.name);
    if (!facts.problem.empty()) return coreText(facts.problem);
    return JudgeText::tr("%1: %2, SHA-256 %3…, %4. It can be used.")
        .arg(name, QString::fromStdString(facts.entry.kind), shortDigest(facts.sha256), originOfJudge(facts));
}

}  // namespace recap::gui
