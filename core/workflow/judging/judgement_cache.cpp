// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/judgement_cache.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string_view>

namespace fs = std::filesystem;

namespace recap {
namespace {

// A record: kHead bytes (magic, size of the payload, first digits of its hash, key), then the payload: the size of its
// JSON, the JSON, and the features as float32.
constexpr std::string_view kMagic = "RJ01";
constexpr std::size_t kDigest = 16, kKey = 64;
constexpr std::size_t kHead = kMagic.size() + sizeof(std::uint32_t) + kDigest + kKey;
constexpr std::uint32_t kMostBytes = 64u << 20;

std::string payloadOf(const Judgement& judgement) {
    Json json = Json::object();
    if (!judgement.counts.empty()) json["counts"] = judgement.counts;
    if (!judgement.positions.empty()) json["positions"] = judgement.positions;
    if (!judgement.scores.empty()) json["scores"] = judgement.scores;
    for (const auto& box : judgement.boxes) json["boxes"].push_back({box.box, box.score, box.label});
    if (judgement.rows != 1) json["rows"] = judgement.rows;
    const auto text = json.dump();
    const auto size = static_cast<std::uint32_t>(text.size());
    std::string out(sizeof size, '\0');
    std::memcpy(out.data(), &size, sizeof size);
    out += text;
    out.append(reinterpret_cast<const char*>(judgement.features.data()), judgement.features.size() * sizeof(float));
    return out;
}

std::optional<Judgement> judgementOf(const std::string& payload) {
    std::uint32_t size = 0;
    if (payload.size() < sizeof size) return {};
    std::memcpy(&size, payload.data(), sizeof size);
    const auto rest = payload.size() - sizeof size;
    if (size > rest || (rest - size) % sizeof(float) != 0) return {};
    try {
        const Json json = Json::parse(payload.begin() + sizeof size, payload.begin() + sizeof size + size);
        Judgement out;
        if (json.contains("counts")) json["counts"].get_to(out.counts);
        if (json.contains("positions")) json["positions"].get_to(out.positions);
        if (json.contains("scores")) json["scores"].get_to(out.scores);
        if (json.contains("boxes"))
            for (const auto& box : json["boxes"])
                out.boxes.push_back(
                    {box.at(0).get<std::array<float, 4>>(), box.at(1).get<float>(), box.at(2).get<int>()});
        if (json.contains("rows")) json["rows"].get_to(out.rows);
        out.features.resize((rest - size) / sizeof(float));
        if (rest > size) std::memcpy(out.features.data(), payload.data() + sizeof size + size, rest - size);
        if (out.rows == 0 ? !out.features.empty() : out.features.size() % out.rows != 0) return {};
        return out;
    } catch (const Json::exception&) {
        return {};
    }
}

std::string digestOf(const std::string& payload) {
    return sha256(payload).substr(0, kDigest);
}

}  // namespace

std::string JudgementCache::keyOf(const std::string& pictureHash, const std::string& text) {
    return text.empty() ? pictureHash : sha256(pictureHash + "\n" + text);
}

JudgementCache::JudgementCache(const fs::path& folder, const std::string& judge, std::string_view view) {
    if (folder.empty() || judge.empty()) return;
    std::error_code error;
    fs::create_directories(folder, error);
    file_ = folder / (judge.substr(0, 16) + "-" + std::string(view) + ".judged");
    out_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_APPEND, 0644);
    // On a medium that cannot be written to, or while another process writes: what is there is still read.
    if (out_ >= 0 && ::flock(out_, LOCK_EX | LOCK_NB) != 0) {
        ::close(out_);
        out_ = -1;
    }
    in_.open(file_, std::ios::binary);
    if (in_) readIndex();
}

JudgementCache::~JudgementCache() {
    if (out_ >= 0) ::close(out_);
}

void JudgementCache::readIndex() {
    std::error_code error;
    const auto end = static_cast<std::int64_t>(fs::file_size(file_, error));
    std::int64_t offset = 0;
    std::string head(kHead, '\0');
    while (!error && offset + static_cast<std::int64_t>(kHead) <= end) {
        in_.seekg(offset);
        if (!in_.read(head.data(), static_cast<std::streamsize>(kHead)) || !head.starts_with(kMagic)) break;
        std::uint32_t bytes = 0;
        std::memcpy(&bytes, head.data() + kMagic.size(), sizeof bytes);
        const auto payload = offset + static_cast<std::int64_t>(kHead);
        if (bytes > kMostBytes || payload + bytes > end) break;
        places_[head.substr(kHead - kKey)] = {payload, bytes};
        offset = payload + bytes;
    }
    in_.clear();
    // What a killed process left half written would hide everything that is appended behind it.
    if (out_ >= 0 && offset < end && ::ftruncate(out_, offset) != 0)
        throw Error(ErrorCode::FileNotWritable, message("%1 cannot be written.", file_));
}

std::optional<Judgement> JudgementCache::find(const std::string& key) const {
    const auto found = places_.find(key);
    if (found == places_.end()) return {};
    std::string record(kHead + found->second.bytes, '\0');
    in_.clear();
    in_.seekg(found->second.offset - static_cast<std::int64_t>(kHead));
    if (!in_.read(record.data(), static_cast<std::streamsize>(record.size()))) return {};
    const auto payload = record.substr(kHead);
    const auto digest = std::string_view(record).substr(kHead - kKey - kDigest, kDigest);
    return digest == digestOf(payload) ? judgementOf(payload) : std::nullopt;
}

void JudgementCache::add(const std::vector<Entry>& entries) {
    if (out_ < 0 || entries.empty()) return;
    std::string all;
    std::vector<std::pair<std::string, Place>> placed;
    const auto begin = static_cast<std::int64_t>(::lseek(out_, 0, SEEK_END));
    for (const auto& entry : entries) {
        const auto payload = payloadOf(entry.judgement);
        const auto bytes = static_cast<std::uint32_t>(payload.size());
        all += kMagic;
        all.append(reinterpret_cast<const char*>(&bytes), sizeof bytes);
        all.append(digestOf(payload)).append(entry.key);
        placed.push_back({entry.key, {begin + static_cast<std::int64_t>(all.size()), bytes}});
        all += payload;
    }
    for (std::size_t done = 0; done < all.size();) {
        const auto written = ::write(out_, all.data() + done, all.size() - done);
        if (written <= 0) throw Error(ErrorCode::FileNotWritable, message("%1 cannot be written.", file_));
        done += static_cast<std::size_t>(written);
    }
    if (!in_.is_open()) in_.open(file_, std::ios::binary);
    for (auto& [key, place] : placed) places_[key] = place;
}

}  // namespace recap
