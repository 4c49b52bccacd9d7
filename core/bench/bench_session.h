// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/bench.h"
#include "bench/child_process.h"

#include <torch/types.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace recap {

// What the benchmarks of one run share: options, a folder for their files, the reference and the table.
class BenchSession {
public:
    // `package`: the Python package that the reference works with.
    BenchSession(const BenchRequest& request, const std::string& package, JobContext& context,
                 std::function<void(const BenchRow&)> onRow);
    ~BenchSession();

    const BenchOptions& options() const { return request_.options; }
    const BenchRequest& request() const { return request_; }
    JobContext& context() { return context_; }
    int threads() const { return threads_; }
    const std::filesystem::path& folder() const { return folder_; }  // removed at the end
    bool hasReference() const { return reference_ != nullptr; }
    const std::vector<BenchRow>& rows() const { return rows_; }

    // Asks the reference; throws Error(Internal) with its words when it fails.
    Json ask(const Json& request, double seconds = 1800);
    // Arguments and environment of a fresh reference process.
    std::vector<std::string> referenceCommand(const std::string& mode) const;
    std::vector<std::pair<std::string, std::string>> referenceEnvironment() const;

    // Runs `ours` and the reference's opened work in turns and adds the row. `units` of work are one call; both sides
    // are repeated alike until a pair takes at least a few hundredths of a second. `note` is asked at the end.
    void measure(const std::string& name, double units, const std::function<void()>& ours,
                 const std::function<std::string()>& note = {});
    // The same for works that time themselves: each returns seconds.
    void measurePairs(const std::string& name, const std::function<double()>& ours,
                      const std::function<double()>& reference, const std::string& note = {});
    // Throws Error(Internal) unless the reference's opened work gives `ours` to `relative` of its scale.
    void requireEqual(const std::string& name, const torch::Tensor& ours, double relative);

private:
    BenchRow pairsOf(const std::string& name, const std::function<double()>& ours,
                     const std::function<double()>& reference);
    void add(const BenchRow& row);
    int pairs() const;
    double secondsPerRow() const;

    const BenchRequest request_;
    JobContext& context_;
    std::function<void(const BenchRow&)> onRow_;
    int threads_ = 1, threadsBefore_ = 1;
    std::filesystem::path folder_;
    std::unique_ptr<ChildProcess> reference_;
    std::vector<BenchRow> rows_;
};

void benchUNet(BenchSession& session);
void benchSample(BenchSession& session);
void benchTrain(BenchSession& session);
void benchCaption(BenchSession& session);
void benchMetrics(BenchSession& session);

}  // namespace recap
