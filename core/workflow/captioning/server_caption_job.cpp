// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/server_caption_job.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/random.h"
#include "remote/server_pool.h"
#include "workflow/captioning/instruction_template.h"
#include "workflow/captioning/picture_queue.h"
#include "workflow/captioning/server_connection.h"
#include "workflow/runs/run_recorder.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace recap {
namespace {

constexpr double kBodySeconds = 60;  // for an answer of which the first byte has come

// One caption for each image: which source it goes to, and what is asked.
struct Stage {
    std::string source, text, author;
    InstructionTemplate instruction;
    std::vector<ImageRecord> images = {};  // those without a caption of the stage
    std::int64_t before = 0;               // images of the stages before
};

std::vector<std::string> pathsOf(const std::vector<ImageRecord>& images) {
    std::vector<std::string> paths;
    paths.reserve(images.size());
    for (const auto& image : images) paths.push_back(image.path);
    return paths;
}

// The captions of the options, and the short ones that are made from them.
std::vector<Stage> stagesOf(const ServerCaptionOptions& options, const std::string& model) {
    const auto text = instructionText(options.instruction);
    const auto spec = captionSpec(options, model, text);
    std::vector<Stage> stages{{options.source, text, serverAuthor(model, spec), InstructionTemplate(text)}};
    if (options.short_instruction.empty()) return stages;
    const auto second = instructionText(options.short_instruction);
    // Made from other long captions, the short ones are others too.
    const auto secondSpec = captionSpec(options, model, second + "\n" + spec);
    stages.push_back({options.short_source, second, serverAuthor(model, secondSpec), InstructionTemplate(second)});
    return stages;
}

bool hasWritten(Project& project, const Stage& stage) {
    const auto captions = project.captions().forSource(stage.source);
    return std::any_of(captions.begin(), captions.end(),
                       [&](const CaptionText& caption) { return caption.author == stage.author; });
}

// Between the pool, which knows rows, and the project, which knows images.
class Captions final : public PoolWork {
public:
    Captions(Project& project, JobContext& context, RunRecorder& recorder, const ServerCaptionOptions& options,
             const Stage& stage, std::int64_t total, const std::vector<ServerFacts>& servers, ServerCaptionTally& tally)
        : project_(project),
          context_(context),
          recorder_(recorder),
          options_(options),
          stage_(stage),
          images_(stage.images),
          total_(total),
          servers_(servers),
          tally_(tally),
          pictures_(pathsOf(stage.images), static_cast<int>(options.image_size)) {}

    Supply next(PoolRow& row) override {
        PictureQueue::Ready ready;
        for (;;) {
            const auto state = pictures_.take(ready);
            if (state == PictureQueue::State::Empty) return Supply::None;
            if (state == PictureQueue::State::NotYet) return Supply::NotYet;
            const auto& image = images_[ready.index];
            if (!ready.problem.empty()) {
                skip(image, ready.problem);
                continue;
            }
            auto filled = stage_.instruction.fill(project_, image.id);
            if (!filled.missing.empty()) {
                skip(image, filled.missing);
                continue;
            }
            row = {.row = static_cast<std::int64_t>(ready.index),
                   .instruction = std::move(filled.text),
                   .jpeg = std::move(ready.picture.jpeg)};
            sent_[row.row] = {sha256(row.instruction), ready.picture.sha256, ready.picture.width, ready.picture.height};
            return Supply::Row;
        }
    }

    std::optional<std::string> smallerPicture(std::int64_t row) override {
        try {
            const auto& image = images_[static_cast<std::size_t>(row)];
            auto picture = sentPicture(image.path, std::max(1, static_cast<int>(options_.image_size) / 2));
            auto& sent = sent_.at(row);
            sent.picture = picture.sha256;
            sent.width = picture.width;
            sent.height = picture.height;
            return std::move(picture.jpeg);
        } catch (const Error&) {
            return std::nullopt;  // the file is gone meanwhile: the server's refusal stands
        }
    }

    bool repeatsItself(const ChatAnswer& answer) override {
        return options_.retry_loops && recap::repeatsItself(answer.text);
    }

    void finished(PoolAnswer answer) override { answers_.push_back(std::move(answer)); }

    void turn(std::size_t inFlight) override {
        store();
        if (context_.control().cancelRequested() || (paused() && inFlight == 0)) recorder_.pausePoint();
    }

    bool paused() const override { return context_.control().paused(); }

    void say(Message sentence) override { context_.say(std::move(sentence), MessageEvent::Level::Warning); }

    // What has arrived since the last call, in one transaction.
    void store() {
        if (!answers_.empty()) {
            Transaction transaction(project_.database());
            for (const auto& answer : std::exchange(answers_, {})) {
                const auto& image = images_[static_cast<std::size_t>(answer.row)];
                if (answer.answer.fault == AnswerFault::None)
                    addServerCaption(project_, image, stage_.source, stage_.author, answer.answer.text,
                                     provenance(answer), tally_);
                else
                    tally_.flag(image.path, answer.answer.fault, answer.problem);
                tally_.decoded_again += answer.decoded_again ? 1 : 0;
                sent_.erase(answer.row);
                ++done_;
            }
            transaction.commit();
        }
        if (std::exchange(shown_, done_) != done_) recorder_.progress("recaption", stage_.before + done_, total_);
    }

private:
    struct Sent {
        std::string instruction, picture;  // SHA-256
        int width = 0, height = 0;
    };

    void skip(const ImageRecord& image, const Message& reason) {
        tally_.skip(image.path, reason);
        ++done_;
    }

    Json provenance(const PoolAnswer& answer) const {
        const auto& server = servers_[answer.server];
        const auto& sent = sent_.at(answer.row);
        Json out{{"server", server.address},
                 {"server_kind", enumName(kServerKindNames, server.kind)},
                 {"server_version", server.version},
                 {"model", answer.answer.model},
                 {"instruction_sha256", sent.instruction},
                 {"picture_sha256", sent.picture},
                 {"picture_size", {sent.width, sent.height}},
                 {"finish_reason", answer.answer.finish_reason},
                 {"usage", answer.answer.usage},
                 {"attempt", answer.attempt},
                 {"seconds", answer.seconds}};
        out["sampling"] = answer.sampling;
        if (answer.decoded_again) out["decoded_again"] = "loop";
        return out;
    }

    Project& project_;
    JobContext& context_;
    RunRecorder& recorder_;
    const ServerCaptionOptions& options_;
    const Stage& stage_;
    const std::vector<ImageRecord>& images_;
    const std::int64_t total_;
    const std::vector<ServerFacts>& servers_;
    ServerCaptionTally& tally_;
    PictureQueue pictures_;
    std::map<std::int64_t, Sent> sent_;
    std::vector<PoolAnswer> answers_;
    std::int64_t done_ = 0, shown_ = -1;
};

}  // namespace

ServerCaptionJob::ServerCaptionJob(std::shared_ptr<Project> project, ServerCaptionRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

ServerCaptionJob::~ServerCaptionJob() = default;

void ServerCaptionJob::run(JobContext& context) {
    project_->requireWritable();
    const auto& options = request_.options;
    requireUsable(options);
    const auto turn = [&] { context.pausePoint(); };
    const auto servers = connectServers(options, turn);
    for (const auto& server : servers)
        context.say(server.end == HttpEnd::Answered ? serverSentence(server)
                                                    : unreachedSentence(server.address, server.end, server.reason));
    const std::string model = chosenModel(options, servers);
    auto stages = stagesOf(options, model);
    std::int64_t total = 0;
    for (auto& stage : stages) {
        stage.images = imagesWithout(*project_, options.filter, stage.source, stage.author);
        stage.before = std::exchange(total, total + static_cast<std::int64_t>(stage.images.size()));
    }
    if (total > 0) requireSight(options, servers, model, turn);
    Json config = optionsToJson(options);
    config["model"] = model;
    config["instruction"] = stages.front().text;
    if (stages.size() > 1) config["short_instruction"] = stages.back().text;
    const auto& first = stages.front();
    const auto run =
        createRun(*project_, context, request_.name.empty() ? first.source + " by " + first.author : request_.name,
                  RunKind::ServerRecaption, config, options.seed, total);
    run_ = run.id;
    recordRun(*project_, run, context, [&](RunRecorder& recorder) {
        PoolSettings settings;
        settings.model = model;
        settings.sampling = samplingOf(options);
        settings.key_name = options.api_key_env;
        settings.max_in_flight = static_cast<int>(options.max_in_flight);
        settings.retry = request_.retry;
        settings.limits.total_seconds = static_cast<double>(options.timeout);
        settings.limits.body_seconds = std::min(settings.limits.total_seconds, kBodySeconds);
        settings.seed = static_cast<std::uint64_t>(run.id.value);
        for (auto& stage : stages) {
            const bool written = hasWritten(*project_, stage);
            const auto before = tally_.written, unusableBefore = tally_.unusable();
            Captions captions(*project_, context, recorder, options, stage, total, servers, tally_);
            const auto record = [&] {
                captions.store();
                project_->runs().setProvenance(run.id, tally_.toJson());
            };
            try {
                runPool(servers, settings, captions);
            } catch (...) {
                record();
                throw;
            }
            record();
            // Few images end before a server is known to be of no use.
            const auto unusable = tally_.unusable() - unusableBefore;
            if (!written && tally_.written == before && unusable > 0)
                throw Error(ErrorCode::BadFormat,
                            message("None of the answers was a caption (%1 for '%2'). The last one: %3", unusable,
                                    stage.source, tally_.skipped.back().reason));
            stage.images = {};
        }
    });
}

}  // namespace recap
