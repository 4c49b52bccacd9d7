// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/server_caption_job.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/random.h"
#include "remote/server_pool.h"
#include "workflow/captioning/finished_images.h"
#include "workflow/captioning/instruction_template.h"
#include "workflow/captioning/picture_queue.h"
#include "workflow/captioning/recaption_results_internal.h"
#include "workflow/captioning/server_connection.h"
#include "workflow/runs/run_lookup.h"
#include "workflow/runs/run_recorder.h"

#include <algorithm>
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

// Answers go to the project as they arrive. Of the run's images, `before` belong to stages before this one.
class ProjectSink final : public CaptionSink {
public:
    ProjectSink(Project& project, RunRecorder& recorder, const std::string& source, const std::string& author,
                ServerCaptionTally& tally, std::int64_t before, std::int64_t total)
        : project_(project),
          recorder_(recorder),
          source_(source),
          author_(author),
          tally_(tally),
          before_(before),
          total_(total) {}

    void caption(const ImageRecord& image, std::string text, Json provenance, std::string) override {
        provenance["run"] = recorder_.run().value;
        captions_.push_back({image, std::move(text), std::move(provenance)});
    }
    void without(const ImageRecord& image, std::string flags, Message reason) override {
        failed(image, std::move(flags), std::move(reason));
    }
    void failed(const ImageRecord& image, std::string flag, Message reason) override {
        tally_.skip(image.path, std::move(reason));
        if (!flag.empty()) ++tally_.flagged[flag];
    }
    void store() override {
        if (captions_.empty()) return;
        Transaction transaction(project_.database());
        for (const auto& caption : std::exchange(captions_, {}))
            addServerCaption(project_, caption.image, source_, author_, caption.text, caption.provenance, tally_);
        transaction.commit();
    }
    void pausePoint() override { recorder_.pausePoint(); }
    void progress(std::int64_t done, std::int64_t) override { recorder_.progress("recaption", before_ + done, total_); }

private:
    struct Caption {
        ImageRecord image;
        std::string text;
        Json provenance;
    };
    Project& project_;
    RunRecorder& recorder_;
    const std::string source_, author_;
    ServerCaptionTally& tally_;
    const std::int64_t before_, total_;
    std::vector<Caption> captions_;
};

// Between the pool, which knows rows, and the sink, which knows images.
class Captions final : public PoolWork {
public:
    Captions(Project& project, JobContext& context, CaptionSink& sink, const ServerCaptionOptions& options,
             const InstructionTemplate& instruction, const std::vector<ImageRecord>& images,
             const std::vector<ServerFacts>& servers, std::int64_t& decodedAgain)
        : project_(project),
          context_(context),
          sink_(sink),
          options_(options),
          instruction_(instruction),
          images_(images),
          servers_(servers),
          decodedAgain_(decodedAgain),
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

    bool repeatsItself(const ChatAnswer& answer) override {
        return options_.retry_loops && recap::repeatsItself(answer.text);
    }

    void finished(PoolAnswer answer) override { answers_.push_back(std::move(answer)); }

    void turn(std::size_t inFlight) override {
        store();
        if (context_.control().cancelRequested() || (paused() && inFlight == 0)) sink_.pausePoint();
    }

    bool paused() const override { return context_.control().paused(); }

    void say(Message sentence) override { context_.say(std::move(sentence), MessageEvent::Level::Warning); }

    // What has arrived since the last call.
    void store() {
        for (const auto& answer : std::exchange(answers_, {})) {
            const auto& image = images_[static_cast<std::size_t>(answer.row)];
            if (answer.answer.fault == AnswerFault::None)
                sink_.caption(image, answer.answer.text, provenance(answer), {});
            else
                sink_.failed(image, std::string(enumName(kAnswerFaultNames, answer.answer.fault)), answer.problem);
            decodedAgain_ += answer.decoded_again ? 1 : 0;
            sent_.erase(answer.row);
            ++done_;
        }
        sink_.store();
        const auto total = static_cast<std::int64_t>(images_.size());
        if (std::exchange(shown_, done_) != done_) sink_.progress(done_, total);
    }

private:
    struct Sent {
        std::string instruction, picture;  // SHA-256
        int width = 0, height = 0;
    };

    void skip(const ImageRecord& image, const Message& reason) {
        sink_.failed(image, {}, reason);
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
    CaptionSink& sink_;
    const ServerCaptionOptions& options_;
    const InstructionTemplate& instruction_;
    const std::vector<ImageRecord>& images_;
    const std::vector<ServerFacts>& servers_;
    std::int64_t& decodedAgain_;
    PictureQueue pictures_;
    std::map<std::int64_t, Sent> sent_;
    std::vector<PoolAnswer> answers_;
    std::int64_t done_ = 0, shown_ = -1;
};

}  // namespace

ServerCaptionJob::ServerCaptionJob(std::shared_ptr<Project> project, ServerCaptionRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

ServerCaptionJob::~ServerCaptionJob() = default;

// One caption for each image: which source it goes to, and what is asked.
struct ServerCaptionJob::Stage {
    std::string source, text, author;
    InstructionTemplate instruction;
    std::vector<ImageRecord> images = {};  // those without a caption of the stage
};

// What all of a run's requests have in common.
struct ServerCaptionJob::Work {
    std::vector<ServerFacts> servers;
    std::string model;
    std::vector<Stage> stages = {};
};

void ServerCaptionJob::run(JobContext& context) {
    if (request_.shard)
        requireShard(*request_.shard);
    else
        project_->requireWritable();
    const auto& options = request_.options;
    requireUsable(options);
    requireInstructionSources(*project_, options);
    if (request_.shard && !options.short_instruction.empty())
        throw Error(ErrorCode::InvalidOption,
                    message("A shard writes one caption for each image. Ask for the short captions in a second run, "
                            "with instruction and source, when those of the shards are merged."));
    const auto turn = [&] { context.pausePoint(); };
    Work work{connectServers(options, turn), {}};
    for (const auto& server : work.servers)
        context.say(server.end == HttpEnd::Answered ? serverSentence(server)
                                                    : unreachedSentence(server.address, server.end, server.reason));
    work.model = chosenModel(options, work.servers);
    addStages(work);
    const auto& first = work.stages.front();
    if (std::all_of(work.stages.begin(), work.stages.end(), [](const Stage& stage) { return stage.images.empty(); }))
        return context.say(whyNothing(*project_, options.filter, first.source, first.author));
    requireSight(options, work.servers, work.model, turn);
    if (request_.shard)
        runShard(context, work, first);
    else
        runInProject(context, work);
}

// The captions of the options, and the short ones that are made from them.
void ServerCaptionJob::addStages(Work& work) const {
    const auto& options = request_.options;
    const auto add = [&](const std::string& source, const std::string& text, const std::string& spec) {
        Stage stage{source, text, serverAuthor(work.model, spec), InstructionTemplate(text)};
        stage.images = imagesWithout(*project_, options.filter, source, stage.author);
        work.stages.push_back(std::move(stage));
    };
    const auto text = instructionText(options.instruction);
    const auto spec = captionSpec(options, work.model, text);
    add(options.source, text, spec);
    if (options.short_instruction.empty()) return;
    const auto second = instructionText(options.short_instruction);
    // Made from other long captions, the short ones are others too.
    add(options.short_source, second, captionSpec(options, work.model, second + "\n" + spec));
}

// The options with what was found out.
Json ServerCaptionJob::configOf(const Work& work) const {
    Json config = optionsToJson(request_.options);
    config["model"] = work.model;
    config["instruction"] = work.stages.front().text;
    if (work.stages.size() > 1) config["short_instruction"] = work.stages.back().text;
    return config;
}

void ServerCaptionJob::runInProject(JobContext& context, const Work& work) {
    const auto& options = request_.options;
    const auto& first = work.stages.front();
    const auto name = request_.name.empty() ? first.source + " by " + first.author : request_.name;
    if (const auto remark = sameNameRemark(*project_, name, RunKind::ServerRecaption)) context.say(*remark);
    std::int64_t total = 0, before = 0;
    for (const auto& stage : work.stages) total += std::ssize(stage.images);
    const auto run = createRun(*project_, context, name, RunKind::ServerRecaption, configOf(work), options.seed, total);
    run_ = run.id;
    recordRun(*project_, run, context, [&](RunRecorder& recorder) {
        for (const auto& stage : work.stages) {
            const bool written = project_->captions().hasCaptionBy(stage.source, stage.author);
            const auto writtenBefore = tally_.written, unusableBefore = tally_.unusable();
            ProjectSink sink(*project_, recorder, stage.source, stage.author, tally_, before, total);
            before += std::ssize(stage.images);
            const auto record = [&] { project_->runs().setProvenance(run.id, tally_.toJson()); };
            try {
                ask(context, work, stage, stage.images, sink, run.id.value);
            } catch (...) {
                record();
                throw;
            }
            record();
            // Few images end before a server is known to be of no use.
            const auto unusable = tally_.unusable() - unusableBefore;
            if (!written && tally_.written == writtenBefore && unusable > 0)
                throw Error(ErrorCode::BadFormat,
                            message("None of the answers was a caption (%1 for '%2'). The last one: %3", unusable,
                                    stage.source, tally_.skipped.back().reason));
        }
    });
}

void ServerCaptionJob::runShard(JobContext& context, const Work& work, const Stage& stage) {
    const auto& options = request_.options;
    auto images = stage.images;
    const auto& shard = *request_.shard;
    ShardResults results(*project_, context,
                         {.kind = RunKind::ServerRecaption,
                          .facts = {{"author", stage.author},
                                    {"source", options.source},
                                    {"model", work.model},
                                    {"instruction", stage.text},
                                    {"sampling", samplingFields(samplingOf(options))},
                                    {"image_size", options.image_size},
                                    {"retry_loops", options.retry_loops},
                                    {"filter", options.filter},
                                    {"project", projectMark(*project_)},
                                    {"shards", shard.count}},
                          .options = configOf(work),
                          .seed = options.seed},
                         shard);
    std::vector<ImageId> ids;
    for (const auto& image : images) ids.push_back(image.id);
    const auto todo = results.open(ids);
    std::erase_if(images,
                  [&](const ImageRecord& image) { return !std::binary_search(todo.begin(), todo.end(), image.id); });
    const auto note = [&] {
        report_ = results.report();
        tally_.written = report_.written;
        tally_.skipped = report_.skipped;
        tally_.flagged = report_.flagged;
        tally_.faults = report_.faults;
        report_.decoded_again = tally_.decoded_again;
    };
    note();
    if (images.empty()) return context.say(noneOfShard(shard, report_));
    try {
        ask(context, work, stage, images, results, shard.index);
        results.close();
    } catch (...) {
        results.close();
        note();
        throw;
    }
    note();
}

void ServerCaptionJob::ask(JobContext& context, const Work& work, const Stage& stage,
                           const std::vector<ImageRecord>& images, CaptionSink& sink, std::int64_t seed) {
    const auto& options = request_.options;
    Captions captions(*project_, context, sink, options, stage.instruction, images, work.servers, tally_.decoded_again);
    PoolSettings settings;
    settings.model = work.model;
    settings.sampling = samplingOf(options);
    settings.key_name = options.api_key_env;
    settings.max_in_flight = static_cast<int>(options.max_in_flight);
    settings.retry = request_.retry;
    settings.limits.total_seconds = static_cast<double>(options.timeout);
    settings.limits.body_seconds = std::min(settings.limits.total_seconds, kBodySeconds);
    settings.seed = static_cast<std::uint64_t>(seed);
    try {
        runPool(work.servers, settings, captions);
    } catch (...) {
        captions.store();
        throw;
    }
}

}  // namespace recap
