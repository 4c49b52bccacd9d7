// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption/blip_captioner.h"

#include "base/error.h"
#include "base/json.h"
#include "base/paths.h"
#include "models/model_folder.h"

namespace recap {
namespace {

class BlipTokenModel final : public TokenModel {
public:
    BlipTokenModel(Blip& model, torch::Tensor imageEmbeds) : model_(model), imageEmbeds_(std::move(imageEmbeds)) {}

    torch::Tensor advance(const torch::Tensor& tokens) override {
        const auto logits = model_->decode(tokens.to(imageEmbeds_.device()), {}, imageEmbeds_, &cache_);  // [R, L, V]
        return logits.select(1, -1).to(torch::kCPU, torch::kFloat32);
    }
    void keepRows(const torch::Tensor& rows) override {
        const auto there = rows.to(imageEmbeds_.device());
        imageEmbeds_ = imageEmbeds_.index_select(0, there);
        cache_.reorder(there);
    }

private:
    Blip& model_;
    torch::Tensor imageEmbeds_;
    BlipCache cache_;
};

void readTriple(const Json& json, const char* field, std::array<double, 3>& values) {
    const auto it = json.find(field);
    if (it == json.end() || it->is_null()) return;
    bool fits = it->is_array() && it->size() == 3;
    for (std::size_t i = 0; fits && i < 3; ++i) fits = (*it)[i].is_number();
    if (!fits)
        throw Error(ErrorCode::BadFormat, message("preprocessor_config.json: '%1' must be three numbers.", field));
    for (std::size_t i = 0; i < 3; ++i) values[i] = (*it)[i].get<double>();
}

// Of a folder without a vocabulary it is known by its size: BERT's 30522 words, to which BLIP adds two special ones.
std::filesystem::path vocabularyFolder(const std::filesystem::path& folder, std::int64_t vocabulary) {
    constexpr std::int64_t kBert = 30522, kBlip = kBert + 2;
    const bool usual = vocabulary == kBert || vocabulary == kBlip;
    return usual && !std::filesystem::exists(folder / "vocab.txt") ? resourceDirectory() / "vocab/bert" : folder;
}

}  // namespace

BlipImageFormat BlipImageFormat::fromFolder(const std::filesystem::path& folder, int imageSize) {
    BlipImageFormat format;
    format.width = format.height = imageSize;
    const auto path = folder / "preprocessor_config.json";
    if (!std::filesystem::exists(path)) return format;
    const Json json = readJsonFile(path);
    if (!json.is_object()) throw Error(ErrorCode::BadFormat, message("%1 must be an object.", path));
    readTriple(json, "image_mean", format.image_mean);
    readTriple(json, "image_std", format.image_std);
    for (const double deviation : format.image_std)
        if (!(deviation > 0))
            throw Error(ErrorCode::BadFormat, message("preprocessor_config.json: 'image_std' must be above 0."));
    return format;
}

torch::Tensor BlipImageFormat::normalized(const torch::Tensor& pixels) const {
    if (pixels.dim() != 4 || pixels.size(1) != 3 || pixels.size(2) != height || pixels.size(3) != width)
        throw Error(ErrorCode::ShapeMismatch,
                    message("The captioner takes pictures of %1 x %2 pixels.", width, height));
    auto channel = [&](const std::array<double, 3>& values) {
        return torch::tensor({values[0], values[1], values[2]}, torch::kFloat32).view({1, 3, 1, 1}).to(pixels.device());
    };
    return (pixels.to(torch::kFloat32) - channel(image_mean)) / channel(image_std);
}

BlipCaptioner BlipCaptioner::load(const std::filesystem::path& folder) {
    auto model = loadBlip(folder);
    const auto size = static_cast<int>(model->config().vision_config.image_size);
    const auto words = vocabularyFolder(folder, model->config().text_config.vocab_size);
    return BlipCaptioner(std::move(model), WordPieceTokenizer::fromFolder(words),
                         BlipImageFormat::fromFolder(folder, size));
}

BlipCaptioner::BlipCaptioner(Blip model, WordPieceTokenizer tokenizer, BlipImageFormat format)
    : model_(std::move(model)), tokenizer_(std::move(tokenizer)), format_(format) {}

TokenSequence BlipCaptioner::promptIds(std::string_view prefix) const {
    TokenSequence ids = tokenizer_.encode(prefix);  // [CLS] prefix [SEP]
    ids.pop_back();
    ids.front() = model_->config().text_config.bos_token_id;
    return ids;
}

std::vector<TokenSequence> BlipCaptioner::captionIds(const torch::Tensor& pixels, std::string_view prefix,
                                                     const DecodingOptions& options) {
    const torch::NoGradGuard noGrad;
    const auto& text = model_->config().text_config;
    if (options.max_length > text.max_position_embeddings)
        throw Error(ErrorCode::InvalidOption,
                    message("This captioner writes at most %1 tokens; the requested caption length is larger.",
                            text.max_position_embeddings));
    const bool training = model_->is_training();
    model_->eval();
    const auto like = model_->parameters().front().options();
    const auto embeds = model_->encodeImage(format_.normalized(pixels).to(like));
    BlipTokenModel tokens(model_, embeds);
    const std::vector<TokenSequence> prompts(static_cast<std::size_t>(pixels.size(0)), promptIds(prefix));
    auto out = decodeTokens(tokens, prompts, text.sep_token_id, options);
    model_->train(training);
    return out;
}

std::vector<std::string> BlipCaptioner::caption(const torch::Tensor& pixels, std::string_view prefix,
                                                const DecodingOptions& options) {
    std::vector<std::string> captions;
    for (auto& ids : captionIds(pixels, prefix, options)) {
        ids.erase(ids.begin());  // the start token, which not every vocabulary marks as special
        captions.push_back(tokenizer_.decode(ids));
    }
    return captions;
}

}  // namespace recap
