// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of the project's database as plain values.
#pragma once

#include "base/enum_names.h"
#include "base/ids.h"
#include "base/json.h"
#include "base/message.h"
#include "jobs/run_state.h"

#include <cstdint>
#include <string>

namespace recap {

// A picture, known by its content. The file stays where it is.
struct ImageRecord {
    ImageId id = {};
    std::string key = {};   // first 16 digits of sha256: the name a person or a script uses
    std::string path = {};  // absolute
    std::string sha256 = {};
    int width = 0;  // as shown, EXIF orientation applied
    int height = 0;
    std::int64_t bytes = 0;
    std::int64_t modified_ms = 0;
    bool missing = false;     // the file was not there when it was last looked for
    std::string origin = {};  // the folder or file it was imported from
    std::int64_t added_ms = 0;
};

enum class CaptionStatus { New, Accepted, Edited, Rejected, Flagged };
inline constexpr EnumNames<CaptionStatus, 5> kCaptionStatusNames{{{CaptionStatus::New, "new"},
                                                                  {CaptionStatus::Accepted, "accepted"},
                                                                  {CaptionStatus::Edited, "edited"},
                                                                  {CaptionStatus::Rejected, "rejected"},
                                                                  {CaptionStatus::Flagged, "flagged"}}};

// One version of the caption of (image, source). Text, author, provenance and time of a version never change; which
// version is current, and its status, do.
struct CaptionRecord {
    CaptionId id = {};
    ImageId image = {};
    std::string source = {};  // alttext, human_short, recap_long, alttext_de, ...
    std::string text = {};
    CaptionStatus status = CaptionStatus::New;  // of the current version; an older one says New
    std::string author = {};                    // a person's name, "import", or a captioner
    Json provenance = Json::object();           // where it is from: file and line, or model, checkpoint, prefix, seed
    std::int64_t created_ms = 0;
    int version = 0;  // 1, 2, ... within (image, source)
    bool current = false;
};

// What a run does. Other: of a kind that this version does not know.
enum class RunKind { Diffusion, Captioner, Recaption, ServerRecaption, Samples, Metrics, Other, CaptionCurve };
inline constexpr EnumNames<RunKind, 8> kRunKindNames{{{RunKind::Diffusion, "diffusion"},
                                                      {RunKind::Captioner, "captioner"},
                                                      {RunKind::Recaption, "recaption"},
                                                      {RunKind::ServerRecaption, "server_recaption"},
                                                      {RunKind::Samples, "samples"},
                                                      {RunKind::Metrics, "metrics"},
                                                      {RunKind::Other, "other"},
                                                      {RunKind::CaptionCurve, "caption_curve"}}};

// Steps with a curve and checkpoints.
constexpr bool isTraining(RunKind kind) {
    return kind == RunKind::Diffusion || kind == RunKind::Captioner;
}

struct RunRecord {
    RunId id = {};
    std::string name = {};
    RunKind kind = RunKind::Other;
    RunState state = RunState::Queued;
    Message message = {};          // why it failed or was interrupted
    Json config = Json::object();  // every option of the run
    std::int64_t seed = 0;
    std::int64_t created_ms = 0;
    std::int64_t started_ms = 0;   // 0: not yet
    std::int64_t finished_ms = 0;  // 0: not yet
    std::int64_t step = 0;
    std::int64_t steps = 0;  // 0: unknown
    RunId parent = {};       // the run it branches from or belongs to
    std::int64_t pid = 0;    // process that works on it
    // What it works with beside its options (workflow/run_provenance.h); filled in when the work begins.
    Json provenance = Json::object();
};

struct CheckpointRecord {
    CheckpointId id = {};
    RunId run = {};
    std::int64_t step = 0;
    std::string path = {};  // folder, relative to the project folder
    std::int64_t created_ms = 0;
};

struct SampleRecord {
    SampleId id = {};
    RunId run = {};
    std::int64_t step = 0;
    std::int64_t prompt_index = 0;
    std::string prompt = {};
    std::int64_t seed = 0;
    std::string path = {};  // relative to the project folder
    Json settings = Json::object();
};

// One number with its 95 % interval, the count behind it, and the card that says how it was computed. A number is known
// by run, step, weights, prompt set, name, judge and the judge's hash: another of these is another number.
struct MetricRecord {
    RunId run = {};
    std::string name = {};  // fid, soa_c, ...
    double value = 0;
    double low = 0;
    double high = 0;
    std::int64_t n = 0;
    std::string judge = {};
    Json card = Json::object();
    std::int64_t step = 0;        // of the pictures
    std::string weights = {};     // that drew them, where a model has several ("average"); empty: its trained ones
    std::string prompt_set = {};  // SHA-256 of its file; empty: prompts without a set
    std::string judge_hash = {};  // SHA-256 of the judge's weights; empty: not recorded
};

// A blind study: its plan is fixed when it is created.
struct StudyRecord {
    StudyId id = {};
    std::string name = {};
    Json plan = Json::object();
    std::string hash = {};  // sha256 of the plan's text
    std::int64_t created_ms = 0;
};

// One answer of one rater. Systems are neutral codes; the key to them is part of the plan.
struct ResponseRecord {
    std::int64_t id = 0;
    StudyId study = {};
    std::string rater = {};
    std::string item = {};
    std::string left = {};    // code of the picture on the left, or of the only one
    std::string right = {};   // empty when there was only one
    std::string answer = {};  // one of the study's question type
    std::int64_t shown_ms = 0;
    std::int64_t answered_ms = 0;
    bool retracted = false;  // taken back by undo; kept, not counted
    Json details = Json::object();
};

}  // namespace recap
