// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/bench_options.h"
#include "bench/bench_row.h"
#include "jobs/job.h"

#include <functional>
#include <string>
#include <vector>

namespace recap {

// What can be measured.
std::vector<std::string> benchmarks();

// One benchmark as a job; see bench/bench.h for what it does and throws.
class BenchJob final : public Job {
public:
    // `program` is the path of the command line program, which draws in a fresh process for the start-up row.
    // `onRow` is called on the job's thread as soon as a row is measured.
    BenchJob(std::string kind, BenchOptions options, std::string program,
             std::function<void(const BenchRow&)> onRow = {});
    void run(JobContext& context) override;
    const std::vector<BenchRow>& rows() const { return rows_; }

private:
    std::string kind_;
    BenchOptions options_;
    std::string program_;
    std::function<void(const BenchRow&)> onRow_;
    std::vector<BenchRow> rows_;
};

}  // namespace recap
