// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/judge_check.h"

#include "base/error.h"
#include "base/paths.h"
#include "metrics/judge_views.h"
#include "metrics/onnx_detector.h"
#include "models/blip_files.h"
#include "models/clip_files.h"
#include "models/image_reward.h"
#include "tensor_io/dinov2_names.h"
#include "tensor_io/open_clip_names.h"
#include "tensor_io/weight_files.h"
#include "tensor_io/weights_kind.h"
#include "workflow/judging/blip_judge.h"
#include "workflow/judging/clip_judge.h"
#include "workflow/judging/demo_judge.h"
#include "workflow/judging/detector_judge.h"
#include "workflow/judging/dinov2_judge.h"
#include "workflow/judging/image_reward_judge.h"
#include "workflow/judging/inception_judge.h"
#include "workflow/judging/objects_judge.h"
#include "workflow/judging/scripted_judge.h"
#include "workflow/judging/server_judge.h"
#include "workflow/models/model_zoo.h"

#include <algorithm>

namespace recap {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t kFidClasses = 1008, kCocoClasses = 80;
constexpr std::string_view kDtype = "dtype";

bool has(const StateDict& weights, const char* name) {
    return weights.count(name) != 0;
}

bool begins(const StateDict& weights, const std::string& prefix) {
    const auto found = weights.lower_bound(prefix);
    return found != weights.end() && found->first.starts_with(prefix);
}

bool holdsInception(const StateDict& weights) {
    return has(weights, "fc.weight") && has(weights, "Mixed_7c.branch1x1.conv.weight") &&
           weights.at("fc.weight").dim() == 2;
}

bool holdsFid(const StateDict& weights) {
    return holdsInception(weights) && weights.at("fc.weight").size(0) == kFidClasses && !begins(weights, "AuxLogits.");
}

bool holdsTorchvision(const StateDict& weights) {
    return holdsInception(weights) && !holdsFid(weights);
}

bool holdsObjects(const StateDict& weights) {
    return holdsTorchvision(weights) && weights.at("fc.weight").size(0) == kCocoClasses;
}

bool holdsClip(const StateDict& weights) {
    return isOpenAiClip(weights) || identifyWeights(weights).kind == WeightsKind::Clip;
}

bool holdsDinov2(const StateDict& weights) {
    return isOriginalDinov2(weights) || has(weights, "encoder.layer.0.layer_scale1.lambda1");
}

bool holdsDetr(const StateDict& weights) {
    return has(weights, "model.query_position_embeddings.weight") && has(weights, "class_labels_classifier.weight");
}

bool holdsMatcher(const StateDict& weights) {
    return begins(weights, "itm_head.") && begins(weights, "text_encoder.");
}

bool holdsAnswerer(const StateDict& weights) {
    return begins(weights, "text_encoder.") && begins(weights, "text_decoder.") && !holdsMatcher(weights);
}

std::vector<fs::path> plainFiles(const fs::path& path) {
    return fs::is_directory(path) ? findWeightFiles(path, kTransformersWeights) : std::vector<fs::path>{path};
}

std::vector<fs::path> oneFile(const fs::path& path) {
    return {path};
}

std::vector<fs::path> demoFiles(const fs::path& folder) {
    return {folder / "judge.safetensors"};
}

bool holdsNothingElse(const StateDict& weights);

struct KindRow {
    const char* name;
    bool needs_path;
    std::vector<fs::path> (*files)(const fs::path& path);  // null: it has none
    // By names and shapes: whether the weights are of this kind. Null for what is no state dictionary.
    bool (*holds)(const StateDict& weights);
    std::vector<std::string_view> views;
    // Throws when a tensor does not fit.
    std::unique_ptr<PictureJudge> (*open)(const JudgeEntry& entry, const std::string& hash, const fs::path& cache);
    std::vector<std::string_view> keys = {};  // of a judges file, beside those of all kinds with files
    // Of what is no state dictionary: throws when it is not of this kind. `load`: look at everything.
    void (*inspect)(JudgeFacts& facts, bool load) = nullptr;
};

std::unique_ptr<PictureJudge> openDemo(const JudgeEntry& entry, const std::string&, const fs::path&) {
    return openDemoJudge(entry.path);
}

// Opening says everything: the network is computed once.
void openDetector(JudgeFacts& facts, bool) {
    const auto detector = OnnxDetector::open(facts.entry.path);
    if (facts.licence.empty()) facts.licence = detector.facts().licence;
}

std::unique_ptr<PictureJudge> openServer(const JudgeEntry& entry, const std::string&, const fs::path& cache) {
    return openServerJudge(entry, cache);
}

// One question says whether it can judge.
void askServer(JudgeFacts& facts, bool load) {
    if (load)
        requireServerJudge(facts.entry);
    else
        openServerJudge(facts.entry, {});  // says whether its address is one
}

// What an archive offers is only known once it is open.
template <auto open>
void openScripted(JudgeFacts& facts, bool) {
    auto entry = facts.entry;
    entry.device = "cpu";
    open(entry, facts.sha256, {});
}

const std::vector<KindRow>& kinds() {
    static const std::vector<std::string_view> clip{views::kClipImage, views::kClipScore, views::kClipText,
                                                    views::kHpsv2};
    static const std::vector<KindRow> rows{
        {"inception_fid",
         true,
         plainFiles,
         holdsFid,
         {views::kCleanFid, views::kPytorchFid, views::kInceptionLogits},
         openFidJudge,
         {kDtype}},
        {"inception_torchvision", true, plainFiles, holdsTorchvision, {views::kTise}, openTorchvisionJudge, {kDtype}},
        {"clip", true, clipWeightFiles, holdsClip, clip, openClipJudge, {kDtype}},
        {"open_clip", true, clipWeightFiles, isOpenClip, clip, openClipJudge, {kDtype}},
        {"dinov2", true, plainFiles, holdsDinov2, {views::kDinov2}, openDinov2Judge, {kDtype}},
        {"detr", true, plainFiles, holdsDetr, {views::kObjects}, openDetrJudge},
        {"onnx_detector", true, oneFile, nullptr, {views::kObjects}, openOnnxJudge, {}, openDetector},
        {"blip_itm", true, blipWeightFiles, holdsMatcher, {views::kBlipMatch}, openMatchJudge, {kDtype}},
        {"blip_vqa", true, blipWeightFiles, holdsAnswerer, {views::kBlipQuestions}, openQuestionJudge, {kDtype}},
        {"image_reward", true, blipWeightFiles, isImageReward, {views::kImageReward}, openImageRewardJudge},
        {"inception_objects",
         true,
         plainFiles,
         holdsObjects,
         {views::kObjectCrops, views::kObjectLogits},
         openObjectsJudge,
         {"detector", kDtype}},
        {"inception_torchscript",
         true,
         oneFile,
         nullptr,
         {views::kCleanFid, views::kTensorflowFid, views::kTensorflowLogits},
         openScriptedInceptionJudge,
         {},
         openScripted<openScriptedInceptionJudge>},
        {"counter_torchscript",
         true,
         oneFile,
         nullptr,
         {views::kCounts},
         openCounterJudge,
         {"labels", "size", "mean", "std"},
         openScripted<openCounterJudge>},
        {"server", false, nullptr, nullptr, {views::kVqaScore}, openServer, {"url", "model", "api_key_env"}, askServer},
        {"demo", false, demoFiles, holdsNothingElse, {views::kDemo}, openDemo},
    };
    return rows;
}

const KindRow& rowOf(const std::string& kind) {
    for (const auto& row : kinds())
        if (row.name == kind) return row;
    throw Error(ErrorCode::NotFound, message("There is no kind of judge called '%1'.", kind));
}

// Another kind that the weights are of; empty: none that is known.
std::string kindOf(const StateDict& weights) {
    for (const auto& row : kinds())
        if (row.needs_path && row.holds != nullptr && row.holds(weights)) return row.name;
    return {};
}

bool holdsNothingElse(const StateDict& weights) {
    return kindOf(weights).empty() && identifyWeights(weights).kind == WeightsKind::Unknown;
}

Message wrongKind(const JudgeEntry& entry, const StateDict& weights) {
    if (rowOf(entry.kind).holds(weights)) return {};
    const auto kind = kindOf(weights);
    if (!kind.empty())
        return message("Judge '%1' has kind '%2', but %3 holds weights of kind '%4'.", entry.name, entry.kind,
                       entry.path, kind);
    const auto id = identifyWeights(weights);
    return id.name.empty()
               ? message("Judge '%1' has kind '%2', and the tensors in %3 are not of that kind.", entry.name,
                         entry.kind, entry.path)
               : message("Judge '%1' has kind '%2', but %3 is %4.", entry.name, entry.kind, entry.path, id.name);
}

void lookUp(JudgeFacts& facts) {
    for (const auto& model : readZoo(resourceDirectory() / "zoo.json"))
        for (const auto& file : model.files) {
            const bool same = !file.sha256.empty() && facts.sha256 == file.sha256;
            if (!same && (file.sha256_begin.empty() || !facts.sha256.starts_with(file.sha256_begin))) continue;
            facts.published = model.name;
            facts.licence = model.licence;
            return;
        }
}

Message problemOf(JudgeFacts& facts, bool load) {
    const auto& entry = facts.entry;
    const auto& row = rowOf(entry.kind);
    if (row.files == nullptr) {
        row.inspect(facts, load);
        return {};
    }
    std::error_code error;
    if (!fs::exists(entry.path, error))
        return message("Judge '%1': there is no file or folder %2.", entry.name, entry.path);
    const auto files = row.files(entry.path);
    facts.sha256 = weightsHash(files);
    lookUp(facts);
    if (!entry.sha256.empty() && entry.sha256 != facts.sha256)
        return message("Judge '%1': its weights have SHA-256 %2, and the judges file asks for %3.", entry.name,
                       facts.sha256, entry.sha256);
    if (row.holds == nullptr) {
        row.inspect(facts, load);
        return {};
    }
    if (auto problem = wrongKind(entry, loadTensorFiles(files)); !problem.empty()) return problem;
    if (load) row.open(entry, facts.sha256, {});
    return {};
}

JudgeFacts factsOf(const JudgeEntry& entry, bool load) {
    JudgeFacts facts;
    facts.entry = entry;
    if (facts.entry.path.empty() && rowOf(entry.kind).files != nullptr)
        facts.entry.path = resourceDirectory() / "demo/judge";
    try {
        facts.problem = problemOf(facts, load);
    } catch (const Error& error) {
        facts.problem = message("Judge '%1': %2", entry.name, error.message());
    }
    return facts;
}

}  // namespace

std::vector<std::string> judgeKindNames() {
    std::vector<std::string> names;
    for (const auto& row : kinds()) names.emplace_back(row.name);
    return names;
}

bool judgeKindNeedsPath(std::string_view kind) {
    return rowOf(std::string(kind)).needs_path;
}

std::vector<std::string_view> judgeKindKeys(std::string_view kind) {
    const auto& row = rowOf(std::string(kind));
    std::vector<std::string_view> keys{"kind"};
    if (row.files != nullptr) keys.insert(keys.end(), {"path", "sha256", "device", "batch"});
    keys.insert(keys.end(), row.keys.begin(), row.keys.end());
    return keys;
}

const std::vector<std::string_view>& viewsOfJudgeKind(std::string_view kind) {
    return rowOf(std::string(kind)).views;
}

std::vector<std::string> judgeKindsWithView(std::string_view view) {
    std::vector<std::string> names;
    for (const auto& row : kinds())
        if (std::find(row.views.begin(), row.views.end(), view) != row.views.end()) names.emplace_back(row.name);
    return names;
}

std::unique_ptr<PictureJudge> openJudge(const JudgeEntry& entry, const fs::path& cache) {
    const auto facts = judgeFacts(entry);
    if (!facts.problem.empty()) throw Error(ErrorCode::BadFormat, facts.problem);
    return rowOf(entry.kind).open(facts.entry, facts.sha256, cache);
}

JudgeFacts judgeFacts(const JudgeEntry& entry) {
    return factsOf(entry, false);
}

JudgeFacts checkedJudge(const JudgeEntry& entry) {
    return factsOf(entry, true);
}

std::vector<JudgeEntry> foundJudges() {
    std::vector<JudgeEntry> judges;
    for (const auto& model : readZoo(resourceDirectory() / "zoo.json")) {
        if (model.judge.empty()) continue;
        const auto folder = findModel(model);
        if (folder.empty()) continue;
        JudgeEntry entry;
        entry.name = model.id;
        entry.kind = model.judge;
        entry.path = usablePath(model, folder);
        judges.push_back(entry);
    }
    JudgeEntry demo;
    demo.name = demo.kind = "demo";
    judges.push_back(demo);
    return judges;
}

}  // namespace recap
