// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/blip_judge.h"

#include "base/error.h"
#include "image/resize.h"
#include "metrics/judge_views.h"
#include "models/blip_files.h"
#include "models/blip_image_format.h"
#include "models/blip_judges.h"
#include "tensor_io/image_tensors.h"
#include "text/wordpiece_tokenizer.h"
#include "workflow/judging/network_judge_internal.h"
#include "workflow/judging/text_batch_internal.h"

#include <torch/utils.h>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::int64_t kBatch = 16;

// What both kinds share: pictures and texts as BLIP reads them.
class BlipReader {
public:
    BlipReader(const fs::path& path, BlipPart part) : BlipReader(openBlip(path, part)) {}

    torch::Tensor picture(const ImageBuffer& image) const {
        const auto resized = resizeImage(image, format_.width, format_.height, Filter::Bicubic);
        return bytesFromImage(resized).to(torch::kFloat32).div(255.0);
    }

    torch::Tensor batch(const std::vector<torch::Tensor>& pictures) const {
        return format_.normalized(torch::stack(pictures));
    }
    // With the first token that the checkpoints were trained with.
    TextBatch texts(const std::vector<std::string>& all) const {
        std::vector<std::vector<std::int64_t>> rows;
        for (const auto& text : all) rows.emplace_back(tokenizer_.encode(text, length_)).front() = first_;
        return textBatch(rows, tokenizer_.padId());
    }

    std::int64_t idOf(const std::string& word) const {
        const auto id = tokenizer_.idOf(word);
        if (id < 0) throw Error(ErrorCode::BadFormat, message("The vocabulary has no word '%1'.", word));
        return id;
    }
    std::string configuration() const { return format_.toJson().dump(); }
    std::string resize() const {
        return "bicubic to " + std::to_string(format_.width) + " x " + std::to_string(format_.height);
    }

private:
    explicit BlipReader(const BlipFiles& files)
        : tokenizer_(WordPieceTokenizer::fromFolder(vocabularyFolder(files))),
          format_(BlipImageFormat::fromFolder(files.folder, static_cast<int>(files.config.vision_config.image_size))) {
        const auto& text = files.config.text_config;
        length_ = static_cast<std::size_t>(text.max_position_embeddings);
        first_ = tokenizer_.idOf("[ENC]");
        // Published vocabularies are BERT's; [DEC] and [ENC] are the two ids behind it.
        const auto words = static_cast<std::int64_t>(tokenizer_.vocabularySize());
        if (first_ < 0) first_ = text.vocab_size >= words + 2 ? words + 1 : tokenizer_.clsId();
    }

    WordPieceTokenizer tokenizer_;
    BlipImageFormat format_;
    std::size_t length_ = 512;
    std::int64_t first_ = 0;
};

class MatchJudge final : public NetworkJudge {
public:
    MatchJudge(const JudgeEntry& entry, const std::string& hash, const fs::path& cache)
        : NetworkJudge(entry, hash, cache),
          reader_(entry.path, BlipPart::Matcher),
          network_(loadBlipMatcher(entry.path)) {
        network_->to(device(), type());
    }

    Facts facts(std::string_view) const override { return factsWith(reader_.resize()); }

private:
    NetworkView view(std::string_view) override {
        return {.batch = batchOr(kBatch),
                .input = [this](const ImageBuffer& image) { return reader_.picture(image); },
                .look = [this](const std::vector<torch::Tensor>& inputs, std::span<const PictureToJudge> of,
                               std::span<const std::array<int, 2>>) { return look(inputs, of); },
                .configuration = reader_.configuration(),
                .text = [](const PromptItem& prompt) { return prompt.prompt; }};
    }

    std::vector<Judgement> look(const std::vector<torch::Tensor>& inputs, std::span<const PictureToJudge> of) {
        std::vector<std::string> prompts;
        for (const auto& picture : of) prompts.push_back(picture.prompt == nullptr ? "" : picture.prompt->prompt);
        const auto texts = reader_.texts(prompts);
        const auto images = network_->encodeImage(placed(reader_.batch(inputs)));
        const auto fit =
            torch::softmax(network_->matchLogits(images, texts.ids.to(device()), texts.mask.to(device())), -1)
                .select(1, 1)
                .to(torch::kCPU, torch::kFloat64);
        std::vector<Judgement> out(of.size());
        for (std::size_t i = 0; i < of.size(); ++i)
            if (of[i].prompt != nullptr) out[i].scores[kScoreText] = fit[static_cast<std::int64_t>(i)].item<double>();
        return out;
    }

    BlipReader reader_;
    BlipMatcher network_;
};

class QuestionJudge final : public NetworkJudge {
public:
    QuestionJudge(const JudgeEntry& entry, const std::string& hash, const fs::path& cache)
        : NetworkJudge(entry, hash, cache),
          reader_(entry.path, BlipPart::Answerer),
          network_(loadBlipAnswerer(entry.path)),
          yes_(reader_.idOf("yes")),
          no_(reader_.idOf("no")) {
        network_->to(device(), type());
    }

    Facts facts(std::string_view) const override { return factsWith(reader_.resize()); }

private:
    NetworkView view(std::string_view) override {
        return {.batch = batchOr(kBatch),
                .input = [this](const ImageBuffer& image) { return reader_.picture(image); },
                .look = [this](const std::vector<torch::Tensor>& inputs, std::span<const PictureToJudge> of,
                               std::span<const std::array<int, 2>>) { return look(inputs, of); },
                .configuration = reader_.configuration(),
                .text =
                    [](const PromptItem& prompt) {
                        std::string all;
                        for (const auto& question : prompt.expect.questions) all += asked(question) + "\n";
                        return all;
                    }};
    }

    // T2I-CompBench asks "a red car?" for the noun phrase "a red car".
    static std::string asked(const std::string& question) {
        return question.ends_with('?') ? question : question + "?";
    }

    std::vector<Judgement> look(const std::vector<torch::Tensor>& inputs, std::span<const PictureToJudge> of) {
        std::vector<std::string> questions;
        std::vector<std::int64_t> owner;
        for (std::size_t i = 0; i < of.size(); ++i) {
            if (of[i].prompt == nullptr) continue;
            for (const auto& question : of[i].prompt->expect.questions) {
                questions.push_back(asked(question));
                owner.push_back(static_cast<std::int64_t>(i));
            }
        }
        std::vector<Judgement> out(of.size());
        if (questions.empty()) return out;
        const auto texts = reader_.texts(questions);
        const auto images = network_->encodeImage(placed(reader_.batch(inputs)))
                                .index_select(0, torch::tensor(owner, torch::kInt64).to(device()));
        const auto mask = texts.mask.to(device());
        const auto states = network_->readQuestions(images, texts.ids.to(device()), mask);
        const auto yes = yesShare(network_->firstLogits(states, mask), yes_, no_).to(torch::kCPU, torch::kFloat64);
        for (std::size_t i = 0; i < owner.size(); ++i) {
            auto& scores = out[static_cast<std::size_t>(owner[i])].scores;
            const auto [score, isNew] = scores.emplace(kScoreText, 1.0);
            score->second *= yes[static_cast<std::int64_t>(i)].item<double>();
        }
        return out;
    }

    BlipReader reader_;
    BlipAnswerer network_;
    std::int64_t yes_, no_;
};

}  // namespace

std::unique_ptr<PictureJudge> openMatchJudge(const JudgeEntry& entry, const std::string& hash, const fs::path& cache) {
    return std::make_unique<MatchJudge>(entry, hash, cache);
}

std::unique_ptr<PictureJudge> openQuestionJudge(const JudgeEntry& entry, const std::string& hash,
                                                const fs::path& cache) {
    return std::make_unique<QuestionJudge>(entry, hash, cache);
}

}  // namespace recap
