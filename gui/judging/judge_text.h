// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said about judges wherever they are named: on their page and in the form of a metrics run.
#pragma once

#include "workflow/judging/judge_check.h"

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace recap::gui {

// The judges that a metrics run with this entry in its form would ask: those of the file; of nothing, or of a folder,
// the demo's. Throws as readJudgesFile().
std::vector<JudgeEntry> judgesOf(const std::string& file);
// Titles of the metrics that it can compute: of all judges, or of those that have the metric's name.
QStringList metricsOfJudge(const JudgeEntry& entry);
// "CLIP ViT-L/14 (MIT)", "first seen", "comes with the program"; empty while the digest is not known.
QString originOfJudge(const JudgeFacts& facts);
// The first digits of a digest, by which people recognise it.
QString shortDigest(const std::string& sha256);
// All of it in a sentence: name, kind, digest, origin, problem.
QString judgeSentence(const JudgeFacts& facts);

}  // namespace recap::gui
