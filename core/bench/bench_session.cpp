// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_session.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/paths.h"
#include "tensor_io/safetensors.h"

#include <torch/types.h>

#include <ATen/Parallel.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <thread>

namespace recap {
namespace fs = std::filesystem;
namespace {

constexpr double kLeastSeconds = 0.03;  // of one side of a pair: shorter times are lost in the clock and the pipe
constexpr int kWarmUps = 2;

fs::path newFolder() {
    std::string name = (fs::temp_directory_path() / "recap-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw Error(ErrorCode::FileNotWritable, message("No temporary folder can be created in %1.", name));
    return name;
}

double secondsOf(const std::function<void()>& work, int repeat) {
    const Stopwatch watch;
    for (int i = 0; i < repeat; ++i) work();
    return watch.seconds();
}

}  // namespace

BenchSession::BenchSession(const BenchRequest& request, const std::string& package, JobContext& context,
                           std::function<void(const BenchRow&)> onRow)
    : request_(request), context_(context), onRow_(std::move(onRow)), threadsBefore_(at::get_num_threads()) {
    requireValid(request_.options);
    const auto cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    threads_ = request_.options.threads > 0 ? static_cast<int>(request_.options.threads) : cores;
    at::set_num_threads(threads_);
    at::globalContext().setFlushDenormal(true);
    folder_ = newFolder();
    if (request_.options.reference.empty()) return;
    reference_ =
        std::make_unique<ChildProcess>(referenceCommand("serve"), referenceEnvironment(), "The reference program");
    const Json hello = ask({{"op", "hello"}, {"threads", threads_}, {"package", package}});
    context_.say(message("Reference: torch %1, %2 %3; %4 threads on both sides.", hello.at("torch").get<std::string>(),
                         package, hello.at("version").get<std::string>(), threads_));
}

BenchSession::~BenchSession() {
    at::set_num_threads(threadsBefore_);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::vector<std::string> BenchSession::referenceCommand(const std::string& mode) const {
    return {request_.options.reference, (resourceDirectory() / "bench" / "reference_bench.py").string(), mode};
}

std::vector<std::pair<std::string, std::string>> BenchSession::referenceEnvironment() const {
    // Nothing is fetched: every model is a folder of ours.
    return {{"OMP_NUM_THREADS", std::to_string(threads_)},
            {"HF_HUB_OFFLINE", "1"},
            {"PYTHONUNBUFFERED", "1"},
            {"PYTHONDONTWRITEBYTECODE", "1"}};
}

Json BenchSession::ask(const Json& request, double seconds) {
    context_.pausePoint();
    reference_->writeLine(toJsonLine(request));
    const auto line = reference_->readLine(seconds);
    if (!line)
        throw Error(ErrorCode::Internal, message("The reference program has ended. %1", reference_->lastWords()));
    const Json answer = parseJson(*line, "the reference's answer");
    if (const auto error = answer.find("error"); error != answer.end())
        throw Error(ErrorCode::Internal, message("The reference failed: %1", error->get<std::string>()));
    return answer;
}

int BenchSession::pairs() const {
    if (options().pairs > 0) return static_cast<int>(options().pairs);
    return options().quick ? 7 : 21;
}

double BenchSession::secondsPerRow() const {
    if (options().seconds > 0) return options().seconds;
    return options().quick ? 20 : 120;
}

void BenchSession::measure(const std::string& name, double units, const std::function<void()>& ours,
                           const std::function<std::string()>& note) {
    double once = 0;
    for (int i = 0; i < kWarmUps; ++i) once = secondsOf(ours, 1);
    const int repeat = std::clamp(static_cast<int>(std::ceil(kLeastSeconds / std::max(once, 1e-6))), 1, 1000);
    const double perUnit = 1 / (units * repeat);
    if (reference_) ask({{"op", "run"}, {"repeat", kWarmUps}});
    const auto theirs = [&] { return ask({{"op", "run"}, {"repeat", repeat}}).at("seconds").get<double>() * perUnit; };
    BenchRow row = pairsOf(
        name, [&] { return secondsOf(ours, repeat) * perUnit; },
        reference_ ? std::function<double()>(theirs) : std::function<double()>());
    if (note) row.note = note();
    add(row);
}

BenchRow BenchSession::pairsOf(const std::string& name, const std::function<double()>& ours,
                               const std::function<double()>& reference) {
    std::vector<double> mine, theirs;
    const int wanted = pairs();
    const Stopwatch watch;
    for (int i = 0; i < wanted && (i < 3 || watch.seconds() < secondsPerRow()); ++i) {
        context_.pausePoint();
        context_.report({name, i, wanted});
        // Whoever goes first finds the caches as the other left them, so they take turns in that too.
        const bool first = i % 2 == 0;
        if (first) mine.push_back(ours());
        if (reference) theirs.push_back(reference());
        if (!first) mine.push_back(ours());
    }
    return summarise(name, mine, theirs);
}

void BenchSession::add(const BenchRow& row) {
    rows_.push_back(row);
    onRow_(row);
}

void BenchSession::measurePairs(const std::string& name, const std::function<double()>& ours,
                                const std::function<double()>& reference, const std::string& note) {
    const bool measurable = reference_ || !note.empty();
    BenchRow row = pairsOf(name, ours, measurable ? reference : std::function<double()>());
    row.note = note;
    add(row);
}

void BenchSession::requireEqual(const std::string& name, const torch::Tensor& ours, double relative) {
    if (!reference_) return;
    const auto file = folder_ / "output.safetensors";
    ask({{"op", "output"}, {"file", file.string()}});
    const auto theirs = loadSafetensors(file).at("output").to(torch::kFloat64);
    const auto mine = ours.detach().to(torch::kCPU, torch::kFloat64);
    if (mine.sizes() != theirs.sizes())
        throw Error(ErrorCode::ShapeMismatch,
                    message("%1: the reference's result has a different shape than this program's.", name));
    const double difference = (mine - theirs).abs().max().item<double>() / theirs.abs().max().item<double>();
    if (!(difference <= relative))
        throw Error(ErrorCode::Internal,
                    message("%1: both sides differ by %2 of the result's scale, so their times cannot be compared.",
                            name, difference));
}

namespace {

struct Bench {
    const char* kind;
    void (*run)(BenchSession&);
    const char* package;
};
constexpr Bench kBenches[] = {{"unet", benchUNet, "diffusers"},
                              {"sample", benchSample, "diffusers"},
                              {"train", benchTrain, "diffusers"},
                              {"caption", benchCaption, "transformers"},
                              {"metrics", benchMetrics, "torchvision"}};

}  // namespace

std::vector<std::string> benchKinds() {
    std::vector<std::string> kinds;
    for (const auto& bench : kBenches) kinds.emplace_back(bench.kind);
    return kinds;
}

std::vector<BenchRow> runBench(const BenchRequest& request, JobContext& context,
                               const std::function<void(const BenchRow&)>& onRow) {
    const auto found = std::find_if(std::begin(kBenches), std::end(kBenches),
                                    [&](const Bench& bench) { return request.kind == bench.kind; });
    if (found == std::end(kBenches))
        throw Error(ErrorCode::InvalidOption,
                    message("There is no benchmark '%1'; use unet, sample, train, caption or metrics.", request.kind));
    BenchSession session(request, found->package, context, onRow);
    found->run(session);
    return session.rows();
}

}  // namespace recap
