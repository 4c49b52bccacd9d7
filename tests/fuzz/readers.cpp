// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/readers.h"

#include "base/error.h"
#include "base/json.h"
#include "base/paths.h"
#include "base/unicode.h"
#include "diffusion/scheduler_config.h"
#include "metrics/onnx_metadata.h"
#include "metrics/prompt_set.h"
#include "models/autoencoder_kl.h"
#include "models/blip_config.h"
#include "models/clip_files.h"
#include "models/clip_text.h"
#include "models/detr.h"
#include "models/dinov2.h"
#include "models/unet_2d_condition_config.h"
#include "remote/chat_request.h"
#include "remote/chat_server.h"
#include "tensor_io/lora_names.h"
#include "tensor_io/pickle_machine.h"
#include "tensor_io/plain_pickle.h"
#include "tensor_io/safetensors_header.h"
#include "tensor_io/zip_checksums.h"
#include "text/clip_tokenizer.h"
#include "text/wordpiece_tokenizer.h"

#include <torch/types.h>

#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

using namespace recap;

void promise(bool kept, const char* what) {
    if (!kept) throw std::logic_error(what);
}

void readHeader(std::string_view bytes) {
    for (const auto& item : parseSafetensorsHeader(bytes, "input").entries)
        promise(item.second.begin <= item.second.end, "a tensor ends before it begins");
}

void readArchive(std::string_view bytes) {
    const auto entries = readZipDirectory(bytes, "input");
    std::set<std::string> names;
    for (const auto& [name, entry] : entries) {
        promise(entry.begin <= bytes.size() && entry.size <= bytes.size() - entry.begin,
                "an entry lies outside of the archive");
        names.insert(name);
    }
    requireIntact(bytes, "input", entries, names);
}

void readPickled(std::string_view bytes) {
    PickleValues values;
    readPickle(
        bytes, values, [](const auto&, auto, const auto&, const auto&) { return torch::Tensor(); }, "input");
}

template <class Config>
void readConfig(std::string_view bytes) {
    const Config config = Config::fromJson(parseJson(bytes, "input"));
    // What was accepted must be written and read again.
    (void)Config::fromJson(config.toJson());
}

void readClipText(std::string_view bytes) {
    static const ClipTokenizer tokenizer = ClipTokenizer::fromFolder(resourceDirectory() / "vocab/clip");
    const auto ids = tokenizer.encode(bytes);
    promise(ids.size() == static_cast<std::size_t>(tokenizer.modelMaxLength()), "a text does not fill the window");
    for (const auto id : ids)
        promise(id >= 0 && id < static_cast<std::int64_t>(tokenizer.vocabularySize()), "an id is not known");
}

void readWordPieces(std::string_view bytes) {
    static const WordPieceTokenizer tokenizer = WordPieceTokenizer::fromFolder(resourceDirectory() / "vocab/bert");
    for (const auto id : tokenizer.encode(bytes, 35))
        promise(id >= 0 && id < static_cast<std::int64_t>(tokenizer.vocabularySize()), "an id is not known");
}

// vocab.json, an empty line, merges.txt.
void readVocabulary(std::string_view bytes) {
    const auto gap = std::min(bytes.find("\n\n"), bytes.size());
    const ClipTokenizerFiles files{{"vocab.json", std::string(bytes.substr(0, gap))},
                                   {"merges.txt", std::string(bytes.substr(std::min(gap + 2, bytes.size())))}};
    (void)ClipTokenizer::fromFiles(files, "input").encode("two apples");
}

void readName(std::string_view bytes) {
    if (const auto name = parseLoraName(bytes)) (void)placeNamedBy(name->module);
}

void readAnswer(std::string_view bytes) {
    const auto answer = chatAnswer(std::string(bytes));
    promise(isValidUtf8(answer.text), "a caption is no text");
    promise(answer.fault != AnswerFault::None || !answer.text.empty(), "a caption is empty");
    HttpAnswer refused;
    refused.status = 400;
    refused.body = bytes;
    const auto facts = refusalOf(refused, {"seed"}, "key");
    promise(isValidUtf8(facts.words) && facts.words.find('\n') == std::string::npos, "a reason is no line of text");
}

void readClassNames(std::string_view bytes) {
    (void)imageSize(bytes);
    const auto names = classNames(bytes);
    if (!names) return;
    promise(!names->empty() && names->size() <= static_cast<std::size_t>(kMostClasses), "there are no class names");
    for (const auto& name : *names) promise(isValidUtf8(name), "a class name is no text");
}

using Reader = void (*)(std::string_view);
constexpr Reader kReaders[kFuzzReaders] = {
    readHeader,
    readArchive,
    readPickled,
    [](std::string_view bytes) { (void)parseJson(bytes, "input"); },
    readConfig<UNet2DConditionConfig>,
    readConfig<AutoencoderKLConfig>,
    readConfig<ClipTextConfig>,
    readConfig<BlipConfig>,
    [](std::string_view bytes) {
        const Json json = parseJson(bytes, "input");
        for (const auto& [kind, name] : kSchedulerClassNames) (void)schedulerConfigFromJson(json, kind);
    },
    readClipText,
    readWordPieces,
    readVocabulary,
    readName,
    readAnswer,
    [](std::string_view bytes) {
        const Json json = parseJson(bytes, "input");
        (void)clipConfigFromOpenClip(json);
    },
    [](std::string_view bytes) { (void)Dinov2Config::fromJson(parseJson(bytes, "input")); },
    [](std::string_view bytes) { (void)DetrConfig::fromJson(parseJson(bytes, "input")); },
    readClassNames,
    [](std::string_view bytes) { (void)readPlainPickle(bytes, "input"); },
    [](std::string_view bytes) {
        // What was accepted must be written and read again.
        const auto written = toJsonl(promptSetFromJsonl(std::string(bytes), "input"));
        promise(toJsonl(promptSetFromJsonl(written, "input")) == written, "a prompt set changes when it is read");
    }};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0 || data[0] >= kFuzzReaders) return 0;
    try {
        kReaders[data[0]]({reinterpret_cast<const char*>(data) + 1, size - 1});
    } catch (const recap::Error&) {  // refused, as it should be
    }
    return 0;
}
