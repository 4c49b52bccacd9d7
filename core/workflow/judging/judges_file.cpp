// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/judges_file.h"

#include "base/error.h"
#include "base/toml.h"
#include "workflow/judging/judge_check.h"

#include <algorithm>
#include <cctype>

namespace recap {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t kMostPictures = 65536;  // at once
constexpr std::size_t kDigestDigits = 64;

bool isDevice(const std::string& text) {
    const bool numbered =
        text.starts_with("cuda:") && text.size() > 5 &&
        std::all_of(text.begin() + 5, text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    return text == "auto" || text == "cpu" || text == "cuda" || numbered;
}

// One judge's table.
class Table {
public:
    Table(const Json& json, const fs::path& file, const std::string& name) : json_(json), file_(file), name_(name) {
        if (!json.is_object())
            throw Error(ErrorCode::BadFormat, message("%1: judge '%2' is not a table of keys.", file_, name_));
    }

    JudgeEntry entry() const {
        requireKnownKeys();
        JudgeEntry out;
        out.name = name_;
        out.kind = text("kind");
        const auto kinds = judgeKindNames();
        if (std::find(kinds.begin(), kinds.end(), out.kind) == kinds.end())
            throw Error(ErrorCode::BadFormat, message("%1: judge '%2' has kind '%3', which is not known. Kinds: %4.",
                                                      file_, name_, out.kind, verbatim(joined(kinds))));
        const fs::path path = text("path");
        if (path.empty() && judgeKindNeedsPath(out.kind)) missing("path");
        if (!path.empty()) out.path = (fs::absolute(file_).parent_path() / path).lexically_normal();
        out.sha256 = text("sha256");
        makeDigest(out.sha256);
        out.device = text("device");
        if (!out.device.empty() && !isDevice(out.device)) wrong("device", message("auto, cpu, cuda or cuda:N"));
        out.batch = batch();
        return out;
    }

private:
    static std::string joined(const std::vector<std::string>& names) {
        std::string out;
        for (const auto& name : names) out.append(out.empty() ? "" : ", ").append(name);
        return out;
    }
    [[noreturn]] void missing(const char* key) const {
        throw Error(ErrorCode::BadFormat, message("%1: judge '%2' has no '%3'.", file_, name_, key));
    }
    [[noreturn]] void wrong(const char* key, const Message& expected) const {
        throw Error(ErrorCode::BadFormat, message("%1: '%2' of judge '%3' must be %4.", file_, key, name_, expected));
    }
    void requireKnownKeys() const {
        for (const auto& item : json_.items()) {
            const auto& key = item.key();
            if (key != "kind" && key != "path" && key != "sha256" && key != "device" && key != "batch")
                throw Error(ErrorCode::BadFormat,
                            message("%1: judge '%2' has '%3', which is not a key of judges. Keys: %4.", file_, name_,
                                    key, verbatim("kind, path, sha256, device, batch")));
        }
        if (!json_.contains("kind")) missing("kind");
    }
    std::string text(const char* key) const {
        const auto found = json_.find(key);
        if (found == json_.end()) return {};
        if (!found->is_string()) wrong(key, message("a text"));
        return found->get<std::string>();
    }
    void makeDigest(std::string& digits) const {
        std::transform(digits.begin(), digits.end(), digits.begin(), [](unsigned char c) { return std::tolower(c); });
        const bool fits = digits.empty() || (digits.size() == kDigestDigits &&
                                             digits.find_first_not_of("0123456789abcdef") == std::string::npos);
        if (!fits) wrong("sha256", message("64 hexadecimal digits"));
    }
    std::int64_t batch() const {
        const auto found = json_.find("batch");
        if (found == json_.end()) return 0;
        if (!found->is_number_integer() || found->get<std::int64_t>() < 1 || found->get<std::int64_t>() > kMostPictures)
            wrong("batch", message("a whole number from 1 to %1", kMostPictures));
        return found->get<std::int64_t>();
    }

    const Json& json_;
    const fs::path& file_;
    const std::string& name_;
};

}  // namespace

std::vector<JudgeEntry> readJudgesFile(const fs::path& file) {
    const Json json = readSettingsFile(file);
    const auto judges = json.is_object() ? json.find("judge") : json.end();
    if (!json.is_object() || judges == json.end() || !judges->is_object() || json.size() != 1)
        throw Error(ErrorCode::BadFormat, message("%1 is not a judges file: it holds one table, 'judge'.", file));
    std::vector<JudgeEntry> out;
    for (const auto& item : judges->items()) out.push_back(Table(item.value(), file, item.key()).entry());
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return out;
}

}  // namespace recap
