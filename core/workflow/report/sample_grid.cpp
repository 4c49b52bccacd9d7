// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/report/sample_grid.h"

#include "workflow/runs/run_pictures.h"

#include <algorithm>

namespace recap {

ReportSamples sampleGrid(const std::vector<std::pair<std::string, std::vector<SampleRecord>>>& models, std::size_t rows,
                         const std::filesystem::path& folder) {
    ReportSamples grid;
    if (models.empty()) return grid;
    std::vector<SampleRecord> asked = models.front().second;
    asked.resize(std::min(asked.size(), rows));
    for (const auto& sample : asked)
        grid.rows.push_back({sample.prompt, std::vector<std::filesystem::path>(models.size())});
    for (std::size_t model = 0; model < models.size(); ++model) {
        const auto& [title, pictures] = models[model];
        grid.models.push_back(title);
        for (const auto& [row, picture] : matchedPictures(asked, pictures))
            grid.rows[row].images[model] = folder / pictures[picture].path;
    }
    return grid;
}

}  // namespace recap
