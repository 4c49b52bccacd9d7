// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/upkeep/bench_job.h"

#include "base/error.h"
#include "bench/bench.h"
#include "image/decode.h"
#include "image/encode.h"
#include "workflow/upkeep/bench_dataset.h"
#include "workflow/upkeep/bench_server.h"

#include <cstdlib>

namespace recap {
namespace {

constexpr const char *kDataset = "dataset", *kServer = "server";

std::filesystem::path newFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "recap-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw Error(ErrorCode::FileNotWritable, message("No temporary folder can be created in %1.", name));
    return name;
}

// Of data sets there is no reference: the rows hold our own numbers.
void measureDataset(const BenchOptions& options, JobContext& context,
                    const std::function<void(const BenchRow&)>& onRow) {
    requireValid(options);
    DatasetBenchRequest request;
    request.keep = !options.folder.empty();
    request.folder = request.keep ? std::filesystem::path(options.folder) : newFolder();
    if (options.quick) {
        request.images = 5000;
        request.sources = 4;
    }
    const auto rows = benchDataset(request, [&](const std::string& stage, std::int64_t done, std::int64_t total) {
        context.pausePoint();
        context.report({stage, done, total});
    });
    for (const auto& measured : rows) {
        BenchRow row;
        row.name = measured.name;
        row.ours = measured.value;
        row.unit = measured.unit;
        onRow(row);
    }
}

// The reference is what the server could give.
void measureServer(const BenchOptions& options, JobContext& context,
                   const std::function<void(const BenchRow&)>& onRow) {
    requireValid(options);
    ServerBenchRequest request;
    request.folder = newFolder();
    if (options.quick) {
        request.images = 400;
        request.long_images = 5000;
    }
    const auto rows = benchServer(request, [&](const std::string& stage, std::int64_t done, std::int64_t total) {
        context.pausePoint();
        context.report({stage, done, total});
    });
    for (const auto& measured : rows) {
        BenchRow row;
        row.name = measured.name;
        row.ours = measured.value;
        row.unit = measured.unit;
        if (measured.possible > 0) {
            row.reference = measured.possible;
            row.ratio = measured.value / measured.possible;
            row.note = "the reference is what the server can give";
        }
        onRow(row);
    }
}

}  // namespace

std::vector<std::string> benchmarks() {
    auto kinds = benchKinds();
    kinds.emplace_back(kDataset);
    kinds.emplace_back(kServer);
    return kinds;
}

BenchJob::BenchJob(std::string kind, BenchOptions options, std::string program,
                   std::function<void(const BenchRow&)> onRow)
    : kind_(std::move(kind)), options_(std::move(options)), program_(std::move(program)), onRow_(std::move(onRow)) {}

void BenchJob::run(JobContext& context) {
    const auto take = [&](const BenchRow& row) {
        rows_.push_back(row);
        if (onRow_) onRow_(row);
    };
    if (kind_ == kDataset) return measureDataset(options_, context, take);
    if (kind_ == kServer) return measureServer(options_, context, take);
    BenchRequest request;
    request.kind = kind_;
    request.options = options_;
    request.draw_command = [&](const BenchDrawing& drawing) -> std::vector<std::string> {
        return {program_,
                "sample",
                "--json",
                "--device",
                "cpu",
                "--model",
                drawing.model.string(),
                "--prompt",
                drawing.prompt,
                "--steps",
                std::to_string(drawing.steps),
                "--threads",
                std::to_string(drawing.threads),
                "--out",
                drawing.out.string()};
    };
    request.pictures = {[](const std::filesystem::path& path, const ImageBuffer& image) { writeJpeg(path, image); },
                        [](const std::filesystem::path& path) { return decodeImage(path); }};
    runBench(request, context, take);
}

}  // namespace recap
