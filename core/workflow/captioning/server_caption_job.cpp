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

#include <map>
#include <optional>
#include <utility>

namespace recap {
namespace {

constexpr double kBodySeconds = 60;  // for an answer of which the first byte has come

std::vector<std::string> pathsOf(const std::vector<ImageRecord>& images) {
    std::vector<std::string> paths;
    paths.reserve(images.size());
    for (const auto& image : images) paths.push_back(image.path);
    return paths;
}

// Between the pool, which knows rows, and the project, which knows images.
class Captions final : public PoolWork {
public:
    Captions(Project& project, JobContext& context, RunRecorder& recorder, const ServerCaptionOptions& options,
             std::string author, const InstructionTemplate& instruction, const std::vector<ImageRecord>& images,
             const std::vector<ServerFacts>& servers, ServerCaptionTally& tally)
        : project_(project),
          context_(context),
          recorder_(recorder),
          options_(options),
          author_(std::move(author)),
          instruction_(instruction),
          images_(images),
          servers_(servers),
          tally_(tally),
          pictures_(pathsOf(images), static_cast<int>(options.image_size)) {}

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
            auto filled = instruction_.fill(project_, image.id);
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
                    addServerCaption(project_, image, options_.source, author_, answer.answer.text, provenance(answer),
                                     tally_);
                else
                    tally_.flag(image.path, answer.answer.fault, answer.problem);
                sent_.erase(answer.row);
                ++done_;
            }
            transaction.commit();
        }
        const auto total = static_cast<std::int64_t>(images_.size());
        if (std::exchange(shown_, done_) != done_) recorder_.progress("recaption", done_, total);
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
        Json out{{"run", recorder_.run().value},
                 {"server", server.address},
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
        return out;
    }

    Project& project_;
    JobContext& context_;
    RunRecorder& recorder_;
    const ServerCaptionOptions& options_;
    const std::string author_;
    const InstructionTemplate& instruction_;
    const std::vector<ImageRecord>& images_;
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
    const std::string text = instructionText(options.instruction);
    requireUsable(options, text);
    const InstructionTemplate instruction(text);
    const std::string key = serverKey(options);
    const auto servers = connectServers(options, key, [&] { context.pausePoint(); });
    for (const auto& server : servers)
        context.say(server.end == HttpEnd::Answered ? serverSentence(server)
                                                    : unreachedSentence(server.address, server.end, server.reason));
    const std::string model = chosenModel(options, servers);
    const std::string author = serverAuthor(model, captionSpec(options, model, text));
    const auto images = imagesWithout(*project_, options.filter, options.source, author);
    Json config = optionsToJson(options);
    config["model"] = model;
    config["instruction"] = text;
    const auto run =
        createRun(*project_, context, request_.name.empty() ? options.source + " by " + author : request_.name,
                  RunKind::ServerRecaption, config, options.seed, static_cast<std::int64_t>(images.size()));
    run_ = run.id;
    recordRun(*project_, run, context, [&](RunRecorder& recorder) {
        Captions captions(*project_, context, recorder, options, author, instruction, images, servers, tally_);
        PoolSettings settings;
        settings.model = model;
        settings.sampling = samplingOf(options);
        settings.key = key;
        settings.key_name = options.api_key_env;
        settings.max_in_flight = static_cast<int>(options.max_in_flight);
        settings.retry = request_.retry;
        settings.limits.total_seconds = static_cast<double>(options.timeout);
        settings.limits.body_seconds = std::min(settings.limits.total_seconds, kBodySeconds);
        settings.seed = static_cast<std::uint64_t>(run.id.value);
        try {
            runPool(servers, settings, captions);
        } catch (...) {
            captions.store();
            throw;
        }
    });
}

}  // namespace recap
