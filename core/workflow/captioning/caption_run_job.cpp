// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_run_job.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/random.h"
#include "caption/blip_captioner.h"
#include "caption/caption_style.h"
#include "caption/picture_reader.h"
#include "data/image_query.h"
#include "tensor_io/dtype_option.h"
#include "train/device.h"
#include "workflow/captioning/captioner_folder.h"
#include "workflow/captioning/finished_images.h"
#include "workflow/project/threads.h"
#include "workflow/runs/run_recorder.h"

#include <algorithm>
#include <span>

namespace fs = std::filesystem;

namespace recap {
namespace {

// Images of the filter that this captioner has not written for, in the order of import. What a person has accepted or
// edited is never written over.
std::vector<ImageRecord> imagesToCaption(Project& project, const CaptionRunRequest& request, const std::string& source,
                                         const std::string& author) {
    // A rule for long captions also meets those that an earlier run kept.
    const bool keeps = request.options.over_77 == enumName(kLongCaptionsNames, LongCaptions::Keep);
    const auto finished = finishedImages(project, source, author, keeps ? "" : "source:" + source + " tokens>75");
    std::vector<ImageRecord> out;
    const auto images = project.images().list(parseImageQuery(request.options.filter));
    for (std::size_t i = 0; i < images.size(); ++i) {
        const bool ours = static_cast<std::int64_t>(i) % request.shard_count == request.shard_index;
        if (ours && finished.count(images[i].id.value) == 0) out.push_back(images[i]);
    }
    return out;
}

// What the options of decoding come to; those without effect are left out.
Json factsOf(const DecodingOptions& decoding) {
    Json facts = optionsToJson(decoding);
    if (!decoding.do_sample)
        for (const char* name : {"temperature", "top_k", "top_p"}) facts.erase(name);
    if (decoding.num_beams == 1)
        for (const char* name : {"length_penalty", "early_stopping"}) facts.erase(name);
    return facts;
}

// The captioner's label, and a mark behind it when it writes in another way than by default: such captions are others.
std::string authorOf(const fs::path& path, const RecaptionOptions& options) {
    const auto label = captionerLabel(path, fs::path(options.captioner).filename().string());
    Json facts{{"decoding", factsOf(options.decoding)}, {"prompt", options.prompt}};
    const Json usual{{"decoding", factsOf(RecaptionOptions{}.decoding)}, {"prompt", ""}};
    if (facts == usual) return label;
    if (options.decoding.do_sample) facts["seed"] = options.seed;
    return label + "+" + sha256(facts.dump()).substr(0, 4);
}

// The captioner with all that is decided before the first picture.
class Writer {
public:
    Writer(const fs::path& path, const std::string& prompt, const RecaptionOptions& options)
        : captioner_(BlipCaptioner::load(path)),
          prompt_(captioner_.promptIds(prompt)),
          device_(deviceFromOption(options.device)),
          type_(dtypeOption(options.mixed_precision)),
          decoding_(options.decoding) {
        captioner_.model()->to(device_);
        decoding_.max_length =
            std::min(decoding_.max_length, captioner_.model()->config().text_config.max_position_embeddings);
        if (decoding_.max_length <= std::ssize(prompt_))
            throw Error(
                ErrorCode::InvalidOption,
                message("The prompt has %1 tokens with its start token, so max_length must be larger than that.",
                        std::ssize(prompt_)));
    }

    const DecodingOptions& decoding() const { return decoding_; }
    const BlipImageFormat& format() const { return captioner_.format(); }

    // Without the prompt; at least one token after it.
    std::vector<std::string> write(const torch::Tensor& pictures, std::span<const std::uint64_t> seeds,
                                   std::int64_t maxLength) {
        auto decoding = decoding_;
        decoding.max_length = std::max(maxLength, std::ssize(prompt_) + 1);
        const AutocastScope autocast(device_.type(), type_);
        const std::vector<TokenSequence> prompts(static_cast<std::size_t>(pictures.size(0)), prompt_);
        std::vector<std::string> texts;
        for (const auto& ids : captioner_.captionIds(pictures, prompts, decoding, seeds))
            texts.push_back(textOf(std::span(ids).subspan(prompt_.size())));
        return texts;
    }

private:
    // What continues the prompt's last word has the mark of a word's later piece.
    std::string textOf(std::span<const std::int64_t> ids) const {
        auto text = captioner_.tokenizer().decode(ids);
        if (text.starts_with("##")) text.erase(0, 2);
        const auto first = text.find_first_not_of(' ');
        return first == std::string::npos ? std::string() : text.substr(first);
    }

    BlipCaptioner captioner_;
    TokenSequence prompt_;
    torch::Device device_;
    torch::ScalarType type_;
    DecodingOptions decoding_;
};

std::vector<fs::path> filesOf(const std::vector<ImageRecord>& images) {
    std::vector<fs::path> files;
    for (const auto& image : images) files.emplace_back(image.path);
    return files;
}

}  // namespace

CaptionRunJob::CaptionRunJob(std::shared_ptr<Project> project, CaptionRunRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

CaptionRunJob::~CaptionRunJob() = default;

void CaptionRunJob::run(JobContext& context) {
    project_->requireWritable();
    const auto& options = request_.options;
    requireValid(options);
    if (request_.shard_count < 1 || request_.shard_index < 0 || request_.shard_index >= request_.shard_count)
        throw Error(ErrorCode::InvalidOption, message("A shard is given as i/n with 0 <= i < n."));
    const auto style = enumFromName(kCaptionStyleNames, options.style, message("The style"));
    (void)deviceFromOption(options.device);  // refused before there is a run
    const fs::path path = captionerPath(*project_, options.captioner);
    const std::string source(recapSource(style));
    const std::string prompt(options.prompt.empty() ? captionPrefix(style) : options.prompt);
    const std::string author = authorOf(path, options);
    const auto images = imagesToCaption(*project_, request_, source, author);
    const auto total = static_cast<std::int64_t>(images.size());
    const auto run = createRun(*project_, context, source + " by " + author, RunKind::Recaption, optionsToJson(options),
                               options.seed, total);
    run_ = run.id;
    recordRun(*project_, run, context, [&](RunRecorder& recorder) {
        const ComputeThreads threads(options.threads);
        Writer writer(path, prompt, options);
        Json provenance{{"run", run.id.value},
                        {"model", path.string()},
                        {"captioner", author},
                        {"prefix", prompt},
                        {"decoding", factsOf(writer.decoding())}};
        if (options.decoding.do_sample) provenance["seed"] = options.seed;
        LongCaptionRule lengths(enumFromName(kLongCaptionsNames, options.over_77, message("over_77")));
        PictureReader reader(filesOf(images), writer.format(), static_cast<std::size_t>(options.batch_size));
        while (reader.more()) {
            recorder.pausePoint();
            const auto batch = reader.next();
            for (const auto& unread : batch.unread) skipped_.push_back({images[unread.file].path, unread.reason});
            // By the picture's content: the same draw in every batch and at every resumption.
            std::vector<std::uint64_t> seeds;
            for (const auto file : batch.files)
                seeds.push_back(deriveSeed(static_cast<std::uint64_t>(options.seed), images[file].sha256));
            std::vector<std::string> texts;
            if (!batch.files.empty()) texts = writer.write(batch.pictures, seeds, writer.decoding().max_length);
            std::vector<NewCaption> captions;
            for (std::size_t i = 0; i < texts.size(); ++i) {
                const auto& image = images[batch.files[i]];
                const auto again = [&](std::int64_t maxLength) {
                    const auto picture = batch.pictures.narrow(0, static_cast<std::int64_t>(i), 1);
                    return writer.write(picture, std::span(&seeds[i], 1), maxLength).front();
                };
                auto outcome = lengths.apply(texts[i], writer.decoding().max_length, again);
                if (outcome.text.empty()) {
                    skipped_.push_back({image.path, outcome.tokens == 0
                                                        ? message("The captioner wrote no word for it.")
                                                        : message("Its caption has %1 tokens, of which CLIP reads %2.",
                                                                  outcome.tokens, lengths.limit())});
                    continue;
                }
                auto facts = provenance;
                if (outcome.tokens > 0) facts["over_77"] = outcome.fate;
                captions.push_back(
                    {image.id, source, std::move(outcome.text), CaptionStatus::New, author, std::move(facts)});
            }
            long_ = lengths.counts();
            Transaction transaction(project_->database());
            for (const auto& caption : captions) project_->captions().addVersion(caption);
            project_->runs().setProvenance(run.id, {{"over_77", long_.toJson()}, {"skipped", skipped_.size()}});
            transaction.commit();
            written_ += std::ssize(captions);
            recorder.progress("recaption", static_cast<std::int64_t>(batch.end), total);
        }
    });
}

}  // namespace recap
