// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/judges_file.h"

#include "base/describe.h"
#include "base/error.h"
#include "base/toml.h"
#include "metrics/judge_views.h"
#include "workflow/judging/judge_check.h"

#include <algorithm>
#include <cctype>

namespace recap {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t kMostPictures = 65536;  // at once
constexpr std::size_t kDigestDigits = 64;
constexpr std::int64_t kMostPixels = 4096;  // of a side
constexpr std::size_t kMostLabels = 10000;

bool isDevice(const std::string& text) {
    const bool numbered =
        text.starts_with("cuda:") && text.size() > 5 &&
        std::all_of(text.begin() + 5, text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    return text == "auto" || text == "cpu" || text == "cuda" || numbered;
}

bool isSide(const Json& value) {
    return value.is_number_integer() && value.get<std::int64_t>() >= 1 && value.get<std::int64_t>() <= kMostPixels;
}

Message joined(const std::vector<std::string>& names) {
    return verbatim(listOf(std::vector<std::string_view>(names.begin(), names.end())));
}

// One judge's table.
class Table {
public:
    Table(const Json& json, const fs::path& file, const std::string& name) : json_(json), file_(file), name_(name) {
        if (!json.is_object())
            throw Error(ErrorCode::BadFormat, message("%1: judge '%2' is not a table of keys.", file_, name_));
    }

    JudgeEntry entry() const {
        JudgeEntry out;
        out.name = name_;
        out.kind = kind();
        requireKnownKeys(out.kind);
        const fs::path path = text("path");
        if (path.empty() && judgeKindNeedsPath(out.kind)) missing("path");
        if (!path.empty()) out.path = (fs::absolute(file_).parent_path() / path).lexically_normal();
        out.sha256 = text("sha256");
        makeDigest(out.sha256);
        out.device = text("device");
        if (!out.device.empty() && !isDevice(out.device)) wrong("device", message("auto, cpu, cuda or cuda:N"));
        out.batch = batch();
        out.dtype = text("dtype");
        if (!out.dtype.empty() && out.dtype != "float32" && out.dtype != kHalfPrecision)
            wrong("dtype", message("float32 or float16"));
        readOwnKeys(out);
        return out;
    }

private:
    // What only judges of one kind have.
    void readOwnKeys(JudgeEntry& out) const {
        const auto keys = judgeKindKeys(out.kind);
        const auto has = [&](std::string_view key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
        out.detector = text("detector");
        if (has("detector") && out.detector.empty()) missing("detector");
        out.url = text("url");
        if (has("url") && out.url.empty()) missing("url");
        out.model = text("model");
        out.api_key_env = text("api_key_env");
        if (!has("labels")) return;
        if (!json_.contains("labels")) missing("labels");
        out.counter.labels = labels();
        readSize(out.counter.size);
        readTriple("mean", out.counter.mean);
        readTriple("std", out.counter.std);
        if (std::any_of(out.counter.std.begin(), out.counter.std.end(), [](double value) { return value <= 0; }))
            wrong("std", message("three numbers above zero"));
    }

    [[noreturn]] void missing(const char* key) const {
        throw Error(ErrorCode::BadFormat, message("%1: judge '%2' has no '%3'.", file_, name_, key));
    }
    [[noreturn]] void wrong(const char* key, const Message& expected) const {
        throw Error(ErrorCode::BadFormat, message("%1: '%2' of judge '%3' must be %4.", file_, key, name_, expected));
    }
    std::string kind() const {
        if (!json_.contains("kind")) missing("kind");
        auto kind = text("kind");
        const auto kinds = judgeKindNames();
        if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
            throw Error(ErrorCode::BadFormat, message("%1: judge '%2' has kind '%3', which is not known. Kinds: %4.",
                                                      file_, name_, kind, joined(kinds)));
        return kind;
    }
    void requireKnownKeys(const std::string& kind) const {
        const auto keys = judgeKindKeys(kind);
        for (const auto& item : json_.items())
            if (std::find(keys.begin(), keys.end(), item.key()) == keys.end())
                throw Error(ErrorCode::BadFormat,
                            message("%1: judge '%2' has '%3', which is not a key of judges of kind '%4'. Keys: %5.",
                                    file_, name_, item.key(), kind, verbatim(listOf(keys))));
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
    std::vector<std::string> labels() const {
        const auto& list = json_.at("labels");
        const bool fits = list.is_array() && !list.empty() && list.size() <= kMostLabels &&
                          std::all_of(list.begin(), list.end(), [](const Json& label) {
                              return label.is_string() && !label.get_ref<const std::string&>().empty();
                          });
        if (!fits) wrong("labels", message("a list of names, one for each number that the network returns"));
        auto out = list.get<std::vector<std::string>>();
        auto sorted = out;
        std::sort(sorted.begin(), sorted.end());
        if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
            wrong("labels", message("a list in which no name comes twice"));
        return out;
    }
    void readSize(std::array<int, 2>& size) const {
        const auto found = json_.find("size");
        if (found == json_.end()) return;
        const Json both = found->is_array() ? *found : Json::array({*found, *found});
        if (both.size() != 2 || !isSide(both[0]) || !isSide(both[1]))
            wrong("size", message("a side or a list of width and height, from 1 to %1 pixels", kMostPixels));
        size = both.get<std::array<int, 2>>();
    }
    void readTriple(const char* key, std::array<double, 3>& values) const {
        const auto found = json_.find(key);
        if (found == json_.end()) return;
        const bool fits = found->is_array() && found->size() == 3 &&
                          std::all_of(found->begin(), found->end(), [](const Json& v) { return v.is_number(); });
        if (!fits) wrong(key, message("three numbers"));
        values = found->get<std::array<double, 3>>();
    }

    const Json& json_;
    const fs::path& file_;
    const std::string& name_;
};

// Whose objects a judge looks at: another judge of the same file.
void requireDetectors(const std::vector<JudgeEntry>& judges, const fs::path& file) {
    for (const auto& judge : judges) {
        if (judge.detector.empty()) continue;
        const auto finds = [&](const JudgeEntry& other) {
            const auto& seen = viewsOfJudgeKind(other.kind);
            return other.name == judge.detector && std::find(seen.begin(), seen.end(), views::kObjects) != seen.end();
        };
        if (std::none_of(judges.begin(), judges.end(), finds))
            throw Error(ErrorCode::BadFormat,
                        message("%1: 'detector' of judge '%2' must be the name of a judge in this file that finds "
                                "objects (of one of the kinds %3).",
                                file, judge.name, joined(judgeKindsWithView(views::kObjects))));
    }
}

}  // namespace

std::vector<JudgeEntry> readJudgesFile(const fs::path& file) {
    const Json json = readSettingsFile(file);
    const auto judges = json.is_object() ? json.find("judge") : json.end();
    if (!json.is_object() || judges == json.end() || !judges->is_object() || json.size() != 1)
        throw Error(ErrorCode::BadFormat, message("%1 is not a judges file: it holds one table, 'judge'.", file));
    std::vector<JudgeEntry> out;
    for (const auto& item : judges->items()) out.push_back(Table(item.value(), file, item.key()).entry());
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    requireDetectors(out, file);
    return out;
}

}  // namespace recap
