// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption/blip_captioner.h"

#include "base/error.h"
#include "models/blip_files.h"

#include <map>

namespace recap {
namespace {

class BlipTokenModel final : public TokenModel {
public:
    BlipTokenModel(Blip& model, torch::Tensor imageEmbeds) : model_(model), imageEmbeds_(std::move(imageEmbeds)) {}

    torch::Tensor advance(const torch::Tensor& tokens) override {
        return model_->next(tokens.to(imageEmbeds_.device()), imageEmbeds_, cache_).to(torch::kCPU, torch::kFloat32);
    }
    // The pictures' keys and values are in the cache by then, so the embeddings are not looked at again.
    void keepRows(const torch::Tensor& rows, std::int64_t group) override { cache_.reorder(rows, group); }

private:
    Blip& model_;
    torch::Tensor imageEmbeds_;
    BlipCache cache_;
};

}  // namespace

BlipCaptioner BlipCaptioner::load(const std::filesystem::path& path) {
    const auto files = openBlip(path);
    const auto size = static_cast<int>(files.config.vision_config.image_size);
    return BlipCaptioner(blipOf(files), WordPieceTokenizer::fromFolder(vocabularyFolder(files)),
                         BlipImageFormat::fromFolder(files.folder, size));
}

BlipCaptioner::BlipCaptioner(Blip model, WordPieceTokenizer tokenizer, BlipImageFormat format)
    : model_(std::move(model)), tokenizer_(std::move(tokenizer)), format_(format) {}

TokenSequence BlipCaptioner::promptIds(std::string_view prefix) const {
    TokenSequence ids = tokenizer_.encode(prefix);  // [CLS] prefix [SEP]
    ids.pop_back();
    ids.front() = model_->config().text_config.bos_token_id;
    return ids;
}

std::vector<TokenSequence> BlipCaptioner::captionIds(const torch::Tensor& pixels,
                                                     const std::vector<TokenSequence>& prompts,
                                                     const DecodingOptions& options,
                                                     std::span<const std::uint64_t> seeds) {
    const c10::InferenceMode inference;
    const auto& text = model_->config().text_config;
    if (options.max_length > text.max_position_embeddings)
        throw Error(ErrorCode::InvalidOption,
                    message("This captioner writes at most %1 tokens; the requested caption length is larger.",
                            text.max_position_embeddings));
    if (std::ssize(prompts) != pixels.size(0))
        throw Error(ErrorCode::ShapeMismatch, message("Every picture needs a prompt."));
    const bool training = model_->is_training();
    model_->eval();
    const auto like = model_->parameters().front().options();
    const auto embeds = model_->encodeImage(format_.normalized(pixels).to(like));
    // Rows of one length at a time: nothing is padded, so what a row becomes does not depend on the others.
    std::map<std::size_t, std::vector<std::size_t>> rowsByLength;
    for (std::size_t r = 0; r < prompts.size(); ++r) rowsByLength[prompts[r].size()].push_back(r);
    std::vector<TokenSequence> out(prompts.size());
    for (const auto& [length, rows] : rowsByLength) {
        std::vector<TokenSequence> own;
        std::vector<std::uint64_t> ownSeeds;
        for (const auto r : rows) {
            own.push_back(prompts[r]);
            ownSeeds.push_back(seeds.empty() ? r : seeds[r]);
        }
        const auto places = torch::tensor(std::vector<std::int64_t>(rows.begin(), rows.end()), torch::kInt64);
        BlipTokenModel tokens(model_,
                              rowsByLength.size() == 1 ? embeds : embeds.index_select(0, places.to(embeds.device())));
        auto decoded = decodeTokens(tokens, own, text.sep_token_id, options, ownSeeds);
        for (std::size_t i = 0; i < rows.size(); ++i) out[rows[i]] = std::move(decoded[i]);
    }
    model_->train(training);
    return out;
}

std::vector<std::string> BlipCaptioner::caption(const torch::Tensor& pixels, std::string_view prefix,
                                                const DecodingOptions& options, std::span<const std::uint64_t> seeds) {
    const std::vector<TokenSequence> prompts(static_cast<std::size_t>(pixels.size(0)), promptIds(prefix));
    std::vector<std::string> captions;
    for (auto& ids : captionIds(pixels, prompts, options, seeds)) {
        ids.erase(ids.begin());  // the start token, which not every vocabulary marks as special
        captions.push_back(tokenizer_.decode(ids));
    }
    return captions;
}

}  // namespace recap
