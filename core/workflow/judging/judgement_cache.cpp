// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/judgement_cache.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

// A record: kHead bytes (magic, size of the payload, first digits of its hash, key), then the payload: the size of its
// JSON, the JSON, and the features as float32.
constexpr std::string_view kMagic = "RJ01";
constexpr std::size_t kDigest = 16, kKey = 64;
constexpr std::size_t kHead = kMagic.size() + sizeof(std::uint32_t) + kDigest + kKey;
constexpr std::uint32_t kMostBytes = 64u << 20;
constexpr std::size_t kMostFiles = 4096;

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

// One file of the cache, open for reading or, by the process that owns it, for writing.
class JudgementCache::File {
public:
    explicit File(fs::path path) : path_(std::move(path)) {}
    ~File() { close(); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    const fs::path& path() const { return path_; }
    bool openForReading() { return handle_ >= 0 || (handle_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC)) >= 0; }
    enum class Lock { Taken, Busy, Impossible };
    // Makes the file where there is none.
    Lock openForWriting() {
        const int writable = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_APPEND, 0644);
        if (writable < 0) return Lock::Impossible;
        if (::flock(writable, LOCK_EX | LOCK_NB) != 0) {
            const bool busy = errno == EWOULDBLOCK;
            ::close(writable);
            return busy ? Lock::Busy : Lock::Impossible;
        }
        close();
        handle_ = writable;
        return Lock::Taken;
    }
    std::int64_t size() const {
        struct stat info {};
        return handle_ >= 0 && ::fstat(handle_, &info) == 0 ? static_cast<std::int64_t>(info.st_size) : 0;
    }
    bool readAt(std::int64_t offset, char* to, std::size_t bytes) const {
        for (std::size_t done = 0; done < bytes;) {
            const auto got = ::pread(handle_, to + done, bytes - done, offset + static_cast<std::int64_t>(done));
            if (got <= 0) return false;
            done += static_cast<std::size_t>(got);
        }
        return true;
    }
    // Behind the whole records. All or, when it throws, nothing.
    void append(const std::string& bytes) {
        for (std::size_t done = 0; done < bytes.size();) {
            const auto written = ::write(handle_, bytes.data() + done, bytes.size() - done);
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) {
                cutOff(known);
                throwNotWritable();
            }
            done += static_cast<std::size_t>(written);
        }
        known += static_cast<std::int64_t>(bytes.size());
    }
    void cutOff(std::int64_t size) {
        if (::ftruncate(handle_, size) != 0) throwNotWritable();
    }

    std::int64_t known = 0;  // bytes of whole records

private:
    [[noreturn]] void throwNotWritable() const {
        throw Error(ErrorCode::FileNotWritable, message("%1 cannot be written.", path_));
    }
    void close() {
        if (handle_ >= 0) ::close(std::exchange(handle_, -1));
    }

    fs::path path_;
    int handle_ = -1;
};

JudgementCache::JudgementCache(const fs::path& folder, const std::string& judge, std::string_view view) {
    if (folder.empty() || judge.empty()) return;
    folder_ = folder;
    stem_ = judge.substr(0, 16) + "-" + std::string(view);
    refresh();
}

JudgementCache::~JudgementCache() = default;

// The first file has no number: it is the only one unless several processes write.
fs::path JudgementCache::fileAt(std::size_t number) const {
    auto name = stem_;
    if (number > 0) name.append(".").append(std::to_string(number + 1));
    return folder_ / name.append(".judged");
}

std::optional<JudgementCache::Key> JudgementCache::binary(std::string_view key) {
    Key out{};
    if (key.size() != 2 * out.size()) return {};
    const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
    for (std::size_t i = 0; i < out.size(); ++i) {
        const int high = digit(key[2 * i]), low = digit(key[2 * i + 1]);
        if (high < 0 || low < 0) return {};
        out[i] = static_cast<char>(high * 16 + low);
    }
    return out;
}

void JudgementCache::refresh() {
    if (folder_.empty()) return;
    for (std::size_t number = 0; number < kMostFiles; ++number) {
        if (number == files_.size()) {
            auto file = std::make_unique<File>(fileAt(number));
            if (!file->openForReading()) return;
            files_.push_back(std::move(file));
        }
        if (number != own_) read(number);
    }
}

// What was added to a file since it was read. A record that its writer has not finished is read the next time.
void JudgementCache::read(std::size_t number) {
    auto& file = *files_[number];
    const auto end = file.size();
    std::string head(kHead, '\0');
    while (file.known + static_cast<std::int64_t>(kHead) <= end) {
        if (!file.readAt(file.known, head.data(), kHead) || !head.starts_with(kMagic)) return;
        std::uint32_t bytes = 0;
        std::memcpy(&bytes, head.data() + kMagic.size(), sizeof bytes);
        const auto payload = file.known + static_cast<std::int64_t>(kHead);
        if (bytes > kMostBytes || payload + bytes > end) return;
        if (const auto key = binary(std::string_view(head).substr(kHead - kKey)))
            places_[*key] = {static_cast<std::uint32_t>(number), bytes, payload};
        file.known = payload + bytes;
    }
}

std::optional<Judgement> JudgementCache::find(const std::string& key) const {
    const auto wanted = binary(key);
    const auto found = wanted ? places_.find(*wanted) : places_.end();
    if (found == places_.end()) return {};
    const auto& place = found->second;
    std::string record(kHead + place.bytes, '\0');
    const auto& file = *files_[place.file];
    if (!file.readAt(place.offset - static_cast<std::int64_t>(kHead), record.data(), record.size())) return {};
    const auto payload = record.substr(kHead);
    const auto digest = std::string_view(record).substr(kHead - kKey - kDigest, kDigest);
    return digest == digestOf(payload) ? judgementOf(payload) : std::nullopt;
}

// The first file that no process writes, or a new one.
bool JudgementCache::openOwn() {
    if (own_) return true;
    if (!keeps()) return false;
    std::error_code error;
    fs::create_directories(folder_, error);
    for (std::size_t number = 0; number < kMostFiles; ++number) {
        if (number == files_.size()) files_.push_back(std::make_unique<File>(fileAt(number)));
        auto& file = *files_[number];
        const auto lock = file.openForWriting();
        if (lock == File::Lock::Impossible) break;
        if (lock == File::Lock::Busy) {
            if (file.openForReading()) continue;
            break;
        }
        read(number);
        // What a killed process left half written would hide everything that is appended behind it.
        if (file.known < file.size()) file.cutOff(file.known);
        own_ = number;
        return true;
    }
    refused_ = true;
    return false;
}

void JudgementCache::requireKept() {
    if (!openOwn())
        throw Error(ErrorCode::FileNotWritable,
                    message("What is judged cannot be kept in %1: the folder cannot be written to, or its file system "
                            "has no locks.",
                            folder_));
}

void JudgementCache::add(const std::vector<Entry>& entries) {
    if (entries.empty() || !openOwn()) return;
    auto& file = *files_[*own_];
    std::string all;
    std::vector<std::pair<Key, Place>> placed;
    for (const auto& entry : entries) {
        const auto key = binary(entry.key);
        if (!key) throw Error(ErrorCode::Internal, message("A judgement's key is no hash."));
        const auto payload = payloadOf(entry.judgement);
        const auto bytes = static_cast<std::uint32_t>(payload.size());
        all += kMagic;
        all.append(reinterpret_cast<const char*>(&bytes), sizeof bytes);
        all.append(digestOf(payload)).append(entry.key);
        placed.push_back(
            {*key, {static_cast<std::uint32_t>(*own_), bytes, file.known + static_cast<std::int64_t>(all.size())}});
        all += payload;
    }
    file.append(all);
    for (auto& [key, place] : placed) places_[key] = place;
}

}  // namespace recap
