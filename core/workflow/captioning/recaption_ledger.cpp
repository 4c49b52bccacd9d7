// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/recaption_ledger.h"

#include "base/atomic_file.h"
#include "base/base64.h"
#include "base/error.h"
#include "base/stored_message.h"

#include <algorithm>
#include <bit>

namespace recap {
namespace {

constexpr int kFormat = 1;

std::int64_t numberIn(const Json& json, const char* name, std::int64_t lowest) {
    const auto it = json.find(name);
    if (it == json.end() || !it->is_number_integer() || it->get<std::int64_t>() < lowest)
        throw Error(ErrorCode::BadFormat, message("'%1' is missing or not a number from %2 on", name, lowest));
    return it->get<std::int64_t>();
}

std::string textIn(const Json& json, const char* name) {
    const auto it = json.find(name);
    if (it == json.end() || !it->is_string())
        throw Error(ErrorCode::BadFormat, message("'%1' is missing or not a text", name));
    return it->get<std::string>();
}

RecaptionLedger fromJson(const Json& json) {
    if (!json.is_object() || json.value("format", Json()) != Json(kFormat))
        throw Error(ErrorCode::BadFormat, message("the format is not %1", kFormat));
    RecaptionLedger ledger;
    ledger.shards = numberIn(json, "shards", 1);
    ledger.shard = numberIn(json, "shard", 0);
    ledger.images = numberIn(json, "images", 0);
    ledger.parts = numberIn(json, "parts", 0);
    ledger.finished = NumberSet::fromText(textIn(json, "finished"));
    const auto failed = json.find("failed");
    if (failed == json.end() || !failed->is_array())
        throw Error(ErrorCode::BadFormat, message("'%1' is missing or not a list", "failed"));
    for (const auto& entry : *failed)
        ledger.failed[numberIn(entry, "image", 1)] = {textIn(entry, "key"), textIn(entry, "flag"),
                                                      fromStoredText(textIn(entry, "reason"))};
    return ledger;
}

}  // namespace

bool NumberSet::contains(std::int64_t number) const {
    const auto byte = static_cast<std::size_t>(number / 8);
    return byte < bits_.size() && (static_cast<unsigned char>(bits_[byte]) >> (number % 8) & 1) != 0;
}

void NumberSet::add(std::int64_t number) {
    if (contains(number)) return;
    const auto byte = static_cast<std::size_t>(number / 8);
    if (byte >= bits_.size()) bits_.resize(byte + 1, '\0');
    bits_[byte] = static_cast<char>(static_cast<unsigned char>(bits_[byte]) | 1u << (number % 8));
    ++size_;
}

std::string NumberSet::text() const {
    return base64(bits_);
}

NumberSet NumberSet::fromText(const std::string& text) {
    NumberSet out;
    out.bits_ = bytesFromBase64(text);
    for (const char byte : out.bits_) out.size_ += std::popcount(static_cast<unsigned char>(byte));
    return out;
}

void RecaptionLedger::finish(std::int64_t image) {
    finished.add(image / shards);
    failed.erase(image);
}

std::int64_t RecaptionLedger::missing() const {
    return std::max<std::int64_t>(0, images - finished.size() - static_cast<std::int64_t>(failed.size()));
}

RecaptionLedger readLedger(const std::filesystem::path& file) {
    const Json json = readJsonFile(file);
    try {
        return fromJson(json);
    } catch (const Error& e) {
        throw Error(ErrorCode::BadFormat,
                    message("%1 is not a ledger of a recaptioning: %2. Remove it and run the shard again; finished "
                            "parts are kept.",
                            file, e.message()));
    }
}

void writeLedger(const std::filesystem::path& file, const RecaptionLedger& ledger) {
    Json failed = Json::array();
    for (const auto& [image, exception] : ledger.failed)
        failed.push_back({{"image", image},
                          {"key", exception.key},
                          {"flag", exception.flag},
                          {"reason", storedText(exception.reason)}});
    const Json json{{"format", kFormat},
                    {"shard", ledger.shard},
                    {"shards", ledger.shards},
                    {"images", ledger.images},
                    {"parts", ledger.parts},
                    {"finished_images", ledger.finished.size()},
                    {"finished", ledger.finished.text()},
                    {"failed", std::move(failed)}};
    writeTextAtomically(file, toJsonLine(json) + "\n");
}

}  // namespace recap
