// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/upkeep/bench_server.h"

#include "base/atomic_file.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/random.h"
#include "data/export/layout.h"
#include "image/encode.h"
#include "workflow/captioning/server_caption_job.h"
#include "workflow/project/project.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <memory>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr int kSide = 16;
constexpr int kPicturesPerFolder = 1000;
constexpr std::int64_t kImagesPerTransaction = 1000;

// Resident memory of this process in megabytes.
double residentMemory() {
    std::ifstream in("/proc/self/status");
    for (std::string word; in >> word;)
        if (word == "VmRSS:") {
            double kilobytes = 0;
            in >> kilobytes;
            return kilobytes / 1024;
        }
    return 0;
}

class Context final : public JobContext {
public:
    explicit Context(std::function<void(const Progress&)> onProgress) : onProgress_(std::move(onProgress)) {}
    void report(Progress progress) override { onProgress_(progress); }
    void emitEvent(Event) override {}
    RunControl& control() override { return control_; }

private:
    std::function<void(const Progress&)> onProgress_;
    RunControl control_;
};

// A project of small pictures, each another one: an image is its content.
std::shared_ptr<Project> makeProject(const fs::path& folder, std::int64_t count, const BenchProgress& tell) {
    auto project = Project::create(folder / "bench.recap");
    auto images = project->images();
    for (std::int64_t begin = 0; begin < count; begin += kImagesPerTransaction) {
        Transaction transaction(project->database());
        for (auto i = begin; i < std::min(count, begin + kImagesPerTransaction); ++i) {
            const auto place = folder / "pictures" / std::to_string(i / kPicturesPerFolder);
            if (i % kPicturesPerFolder == 0) ensureDirectory(place);
            ImageBuffer picture(kSide, kSide);
            Random random(static_cast<std::uint64_t>(i));
            for (auto& value : picture.pixels) value = static_cast<std::uint8_t>(random.bits());
            const auto bytes = encodePng(picture);
            auto file = place / std::to_string(i);
            file += ".png";
            writeExportFile(file.string(), bytes);
            images.add({.path = file.string(), .sha256 = sha256(bytes), .width = kSide, .height = kSide});
        }
        transaction.commit();
        if (tell) tell("making pictures", begin, count);
    }
    return project;
}

// Seconds of a run that captions every image.
double caption(std::shared_ptr<Project> project, const LoopbackServer& server, const std::string& source,
               const std::function<void(const Progress&)>& onProgress) {
    ServerCaptionRequest request;
    request.options.server = server.address();
    request.options.source = source;
    ServerCaptionJob job(project, request);
    Context context(onProgress);
    const auto images = project->images().count({});
    const Stopwatch watch;
    job.run(context);
    const double seconds = watch.seconds();
    if (job.tally().written != images)
        throw Error(ErrorCode::Internal, message("%1 of %2 images were captioned.", job.tally().written, images));
    return seconds;
}

std::string nameOf(const LoopbackSpeed& speed) {
    std::string name = std::to_string(speed.parallel);
    name.append(" at once, ").append(std::to_string(static_cast<int>(1000 * speed.seconds))).append(" ms each");
    return name.append(speed.says_parallel ? ", which it says" : "");
}

std::vector<ServerBenchRow> measure(const ServerBenchRequest& request, const BenchProgress& tell) {
    std::vector<ServerBenchRow> rows;
    const auto show = [&](const Progress& p) {
        if (tell) tell("captioning", p.done, p.total);
    };
    {
        const auto project = makeProject(request.folder / "short", request.images, tell);
        int number = 0;
        for (const auto& speed : request.servers) {
            const LoopbackServer server(speed);
            const auto source = std::string("by_server_").append(std::to_string(++number));
            const double seconds = caption(project, server, source, show);
            rows.push_back(
                {nameOf(speed), static_cast<double>(request.images) / seconds, "captions/s", server.perSecond()});
        }
    }
    if (request.long_images <= 0) return rows;
    const auto project = makeProject(request.folder / "long", request.long_images, tell);
    const LoopbackServer server(request.long_server);
    double begin = 0, middle = 0;
    const double seconds = caption(project, server, "by_server", [&](const Progress& p) {
        show(p);
        if (begin == 0 && p.done >= p.total / 100) begin = residentMemory();
        if (middle == 0 && p.done >= p.total / 2) middle = residentMemory();
    });
    rows.push_back({nameOf(request.long_server) + ", long run", static_cast<double>(request.long_images) / seconds,
                    "captions/s", server.perSecond()});
    rows.push_back({"memory after a hundredth of the long run", begin, "MB"});
    rows.push_back({"memory in its middle", middle, "MB"});
    rows.push_back({"memory at its end", residentMemory(), "MB"});
    return rows;
}

}  // namespace

std::vector<ServerBenchRow> benchServer(const ServerBenchRequest& request, const BenchProgress& tell) {
    ensureDirectory(request.folder);
    const auto clean = [&] {
        std::error_code error;
        fs::remove_all(request.folder, error);
    };
    try {
        auto rows = measure(request, tell);
        clean();
        return rows;
    } catch (...) {
        clean();
        throw;
    }
}

}  // namespace recap
