// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "workflow/report/study_report.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace recap {

// The pictures of a report: the first `rows` prompts of the first model, in its order. A cell holds the model's picture
// of the row's prompt and seed; without one it stays empty. `folder`: what the samples' paths are relative to.
ReportSamples sampleGrid(const std::vector<std::pair<std::string, std::vector<SampleRecord>>>& models, std::size_t rows,
                         const std::filesystem::path& folder);

}  // namespace recap
