// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/upkeep/bench_dataset.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/random.h"
#include "data/export/layout.h"
#include "data/source_facts.h"
#include "image/encode.h"
#include "workflow/dataset/import_job.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <initializer_list>
#include <string_view>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr int kVocabulary = 20'000;
constexpr std::int64_t kPage = 200;
constexpr std::int64_t kCountShown = 10'000;  // what the window counts before it says "more than"
constexpr int kPicturesPerFolder = 1000;

double secondsOf(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Peak resident memory of this process in megabytes.
double peakMemory() {
    std::ifstream in("/proc/self/status");
    for (std::string word; in >> word;)
        if (word == "VmHWM:") {
            double kilobytes = 0;
            in >> kilobytes;
            return kilobytes / 1024;
        }
    return 0;
}

// Joined without operator+, in which GCC 12 sees overflows that are none.
std::string joined(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (const auto part : parts) out += part;
    return out;
}

// Word n of a made-up language; 0 is the most frequent one.
std::string wordAt(std::int64_t n) {
    static constexpr const char* kParts[] = {"ba", "ke", "lo", "mi", "nu", "ra", "se", "to", "vi", "zu"};
    std::string word;
    for (++n; n > 0; n /= 10) word += kParts[n % 10];
    return word;
}

class Captions {
public:
    explicit Captions(std::uint64_t seed) : random_(seed) {
        double sum = 0;
        for (int i = 0; i < kVocabulary; ++i) shares_.push_back(sum += 1.0 / (i + 1));
    }
    std::string next() {
        std::string text;
        for (auto n = 8 + random_.below(8); n > 0; --n) {
            const double at = random_.uniform() * shares_.back();
            const auto word = std::lower_bound(shares_.begin(), shares_.end(), at) - shares_.begin();
            if (!text.empty()) text += ' ';
            text += wordAt(word);
        }
        return text;
    }

private:
    Random random_;
    std::vector<double> shares_;
};

class Context final : public JobContext {
public:
    Context(const BenchProgress& progress, std::int64_t total) : progress_(progress), total_(total) {}
    void report(Progress p) override {
        if (progress_) progress_("importing", p.done, total_);
    }
    void emitEvent(Event) override {}
    RunControl& control() override { return control_; }

private:
    const BenchProgress& progress_;
    std::int64_t total_;
    RunControl control_;
};

class Bench {
public:
    Bench(const DatasetBenchRequest& request, const BenchProgress& progress)
        : request_(request), progress_(progress), captions_(1), pictures_(request.folder / "pictures") {}

    std::vector<DatasetBenchRow> run() {
        if (!Project::exists(request_.folder / "bench.recap")) {
            makePictures();
            const auto project = Project::create(request_.folder / "bench.recap");
            importPictures(project);
            addCaptions(*project);
        }
        open();
        const auto project = Project::open(request_.folder / "bench.recap");
        measureSearches(*project);
        return std::move(rows_);
    }

private:
    void row(std::string name, double value, const char* unit) { rows_.push_back({std::move(name), value, unit}); }
    void tell(const char* stage, std::int64_t done, std::int64_t total) const {
        if (progress_ && done % 1000 == 0) progress_(stage, done, total);
    }

    fs::path folderOf(std::int64_t i) const { return pictures_ / std::to_string(i / kPicturesPerFolder); }

    void makePictures() {
        for (std::int64_t i = 0; i < request_.images; ++i) {
            if (i % kPicturesPerFolder == 0) ensureDirectory(folderOf(i));
            ImageBuffer image(32, 32);
            Random random(static_cast<std::uint64_t>(i));
            for (auto& value : image.pixels) value = static_cast<std::uint8_t>(random.bits());
            const auto stem = folderOf(i) / std::to_string(i);
            writeExportFile(stem.string() + ".png", encodePng(image));
            writeExportFile(stem.string() + ".txt", captions_.next() + "\n");
            tell("making pictures", i, request_.images);
        }
    }

    void importPictures(const std::shared_ptr<Project>& project) {
        const double before = peakMemory();
        Context context(progress_, request_.images);
        ImportJob job(project, {.path = pictures_});
        const double seconds = secondsOf([&] { job.run(context); });
        row("import", static_cast<double>(request_.images) / seconds, "images/s");
        row("import again, nothing new", static_cast<double>(request_.images) / secondsOf([&] {
                                             ImportJob again(project, {.path = pictures_});
                                             again.run(context);
                                         }),
            "images/s");
        row("memory of the import", peakMemory() - before, "MB");
    }

    void addCaptions(Project& project) {
        const auto ids = project.images().ids();
        auto captions = project.captions();
        std::int64_t done = 0;
        const std::int64_t total = (request_.sources - 1) * static_cast<std::int64_t>(ids.size());
        const double seconds = secondsOf([&] {
            for (std::int64_t source = 1; source < request_.sources; ++source) {
                std::string name = "source_";
                name += std::to_string(source);
                for (std::size_t at = 0; at < ids.size(); at += 1000) {
                    Transaction transaction(project.database());
                    for (auto i = at; i < std::min(ids.size(), at + 1000); ++i)
                        captions.addVersion({.image = ids[i],
                                             .source = name,
                                             .text = captions_.next(),
                                             .status = i % 100 == 7 ? CaptionStatus::Flagged : CaptionStatus::New});
                    transaction.commit();
                    tell("adding captions", done += 1000, total);
                }
            }
        });
        row("further captions", static_cast<double>(total) / std::max(seconds, 1e-9), "captions/s");
        row("captions", static_cast<double>(captions.count()), "");
    }

    void open() {
        row("open the project", 1000 * secondsOf([&] {
                                    const auto project = Project::open(request_.folder / "bench.recap");
                                    project->images().list({}, 0, kPage);
                                }),
            "ms");
    }

    // 95th percentile in milliseconds; each round takes another query of the kind.
    double p95(const std::function<void(std::int64_t round)>& work) const {
        std::vector<double> times;
        for (std::int64_t round = 0; round < request_.rounds; ++round)
            times.push_back(1000 * secondsOf([&] { work(round); }));
        std::sort(times.begin(), times.end());
        const auto rank = static_cast<std::size_t>(std::ceil(0.95 * static_cast<double>(times.size())));
        return times[std::max<std::size_t>(rank, 1) - 1];
    }

    void measureSearches(Project& project) {
        const auto images = project.images();
        const auto languages = sourceFacts(project.database(), "source_1").languages;  // most frequent first
        const std::string often = wordAt(0), common = wordAt(30), rare = wordAt(kVocabulary - 10);
        const auto page = [&](const std::string& name, const std::function<std::string(std::int64_t)>& query) {
            row(joined({"first page, ", name}), p95([&](std::int64_t round) {
                    const auto found = images.list(parseImageQuery(query(round)), 0, kPage);
                }),
                "ms");
        };
        page("a word of nearly every caption", [&](auto) { return often; });
        page("words by frequency", [&](auto round) { return wordAt(1 << (round % 14)); });
        page("a rare word", [&](auto round) { return wordAt(kVocabulary - 10 - round); });
        page("two words", [&](auto round) { return joined({often, " ", wordAt(20 + round)}); });
        page("a phrase", [&](auto round) { return joined({"\"", often, " ", wordAt(20 + round), "\""}); });
        page("word in one source", [&](auto) { return joined({common, " source:source_3"}); });
        page("word and status", [&](auto) { return joined({common, " status:flagged"}); });
        page("status", [&](auto) { return std::string("status:flagged"); });
        page("tokens", [&](auto) { return std::string("tokens>40"); });
        page("lacks a source", [&](auto) { return std::string("-has:source_9"); });
        page("size and path", [&](auto) { return std::string("width>=32 path:/99/"); });
        page("contains", [&](auto) { return joined({"contains:\"", common, " ", often, " ", common, "\""}); });
        page("contains a part of a rare word", [&](auto round) {
            return joined({"contains:", wordAt(kVocabulary - 10 - round).substr(1)});
        });
        page("contains what nowhere is", [&](auto) { return std::string("contains:zzzz"); });
        page("pattern with a literal part", [&](auto) { return joined({"matches:/", rare.substr(2), "\\b.*o/"}); });
        page("pattern without one", [&](auto) { return std::string("matches:/[aeiou]{3}/"); });
        page("without a word of nearly every caption", [&](auto) { return joined({"-", often}); });
        page("one word or another", [&](auto round) { return joined({often, " or ", wordAt(20 + round)}); });
        page("training bucket", [&](auto) { return std::string("bucket:576x448"); });
        page("an attribute", [&](auto) { return std::string("@similarity>0.3"); });
        page("pattern", [&](auto) { return joined({"matches:/^", common, " .*", rare, "$/"}); });
        page("a language of nearly every caption", [&](auto) { return joined({"lang:", languages.front().first}); });
        page("a rare language", [&](auto) { return joined({"lang:", languages.back().first}); });
        page("exactly a text", [&](auto round) {
            return joined({"text:\"", project.captions().current(ImageId{1 + round}, "source_1")->text, "\""});
        });
        page("captions that another image has", [&](auto) { return std::string("is:repeated"); });
        page("captions that say the file's name", [&](auto) { return std::string("is:filename"); });
        page("no caption of a rare language", [&](auto) { return joined({"-lang:", languages.back().first}); });
        const auto count = [&](const std::string& name, const std::string& query, std::int64_t most) {
            row(joined({"count, ", name}), p95([&](std::int64_t) {
                    const auto found = images.count(parseImageQuery(query), most);
                    if (found < 0) throw Error(ErrorCode::Internal, message("A count is negative."));
                }),
                "ms");
        };
        count(joined({"a word of nearly every caption, to ", std::to_string(kCountShown)}), often, kCountShown);
        count("a word of nearly every caption, exact", often, request_.images);
        count("a common word, exact", common, request_.images);
        count("status, exact", "status:flagged", request_.images);
        count(joined({"the most frequent language, to ", std::to_string(kCountShown)}),
              joined({"lang:", languages.front().first}), kCountShown);
        count(joined({"status of nearly every caption, to ", std::to_string(kCountShown)}), "status:new", kCountShown);
    }

    const DatasetBenchRequest& request_;
    const BenchProgress& progress_;
    Captions captions_;
    fs::path pictures_;
    std::vector<DatasetBenchRow> rows_;
};

}  // namespace

std::vector<DatasetBenchRow> benchDataset(const DatasetBenchRequest& request, const BenchProgress& progress) {
    if (request.images < 1 || request.sources < 1 || request.rounds < 1)
        throw Error(ErrorCode::InvalidOption, message("The benchmark needs at least one image, source and round."));
    ensureDirectory(request.folder);
    const auto clean = [&] {
        if (request.keep) return;
        std::error_code error;
        fs::remove_all(request.folder, error);
    };
    try {
        auto rows = Bench(request, progress).run();
        clean();
        return rows;
    } catch (...) {
        clean();
        throw;
    }
}

}  // namespace recap
