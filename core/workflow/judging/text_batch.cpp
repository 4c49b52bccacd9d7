// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/text_batch_internal.h"

#include <torch/utils.h>

#include <algorithm>

namespace recap {

TextBatch textBatch(const std::vector<std::vector<std::int64_t>>& rows, std::int64_t pad) {
    std::size_t longest = 1;
    for (const auto& row : rows) longest = std::max(longest, row.size());
    TextBatch out{torch::full({std::ssize(rows), static_cast<std::int64_t>(longest)}, pad, torch::kInt64),
                  torch::zeros({std::ssize(rows), static_cast<std::int64_t>(longest)}, torch::kInt64)};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto at = static_cast<std::ptrdiff_t>(i * longest);
        std::copy(rows[i].begin(), rows[i].end(), out.ids.data_ptr<std::int64_t>() + at);
        std::fill_n(out.mask.data_ptr<std::int64_t>() + at, rows[i].size(), 1);
    }
    return out;
}

}  // namespace recap
