// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "workflow/judging/judges_file.h"
#include "workflow/judging/picture_judge.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// The kinds of judge that are read from files, as a judges file names them: "inception_fid", "clip" ...
std::vector<std::string> judgeKindNames();
// Whether such a judge needs a path; the demo's comes with the program, and a server has an address.
bool judgeKindNeedsPath(std::string_view kind);
// The keys that a judges file may have for such a judge.
std::vector<std::string_view> judgeKindKeys(std::string_view kind);
// What judges of a kind can be asked to see (metrics/judge_views.h), and the kinds that can be asked.
const std::vector<std::string_view>& viewsOfJudgeKind(std::string_view kind);
std::vector<std::string> judgeKindsWithView(std::string_view view);

// What is known of a judge's files.
struct JudgeFacts {
    JudgeEntry entry;
    std::string sha256;  // of its weights; empty when they cannot be read
    std::string
        published;        // the name of the published model with these weights (resources/zoo.json); empty: first seen
    std::string licence;  // of that model, else what an ONNX file says
    Message problem;      // why it cannot judge, one sentence; empty: nothing was found
};

// Reads the weights' bytes for their digest (again only when files have changed) and the names of their tensors; a
// network in an ONNX file is computed once, and what a TorchScript file offers is looked up. What is wrong is the
// fact's problem: missing files, another digest than the entry asks for, weights of another kind. Never throws for a
// judge's files.
JudgeFacts judgeFacts(const JudgeEntry& entry);
// The same, and loads the judge completely: every tensor has to fit. A server is asked one question.
JudgeFacts checkedJudge(const JudgeEntry& entry);

// The judge itself, on its device. `cache`: folder of what was judged before; empty: nothing is kept. Throws
// Error(BadFormat) with the fact's problem, and Error(InvalidOption) for a device that is not there.
std::unique_ptr<PictureJudge> openJudge(const JudgeEntry& entry, const std::filesystem::path& cache = {});

// The judges that are found without a judges file: the demo's, and published ones where `recap doctor` looks.
std::vector<JudgeEntry> foundJudges();

}  // namespace recap
