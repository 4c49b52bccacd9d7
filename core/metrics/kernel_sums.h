// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sums of a kernel over all pairs of rows of two matrices, or of one, `block` by `block` pairs at a time: memory does
// not grow with the number of rows.
//
// `rowsOf(features, from, to)` gives rows in double precision, prepared for the kernel; `kernel(x, y)` the values
// [rows of x, rows of y].
#pragma once

#include <torch/types.h>

#include <algorithm>
#include <cstdint>

namespace recap {

template <class RowsOf, class Kernel>
double kernelSumAcross(const torch::Tensor& a, const torch::Tensor& b, std::int64_t block, RowsOf rowsOf,
                       Kernel kernel) {
    double sum = 0;
    for (std::int64_t i = 0; i < a.size(0); i += block) {
        const auto x = rowsOf(a, i, std::min(i + block, a.size(0)));
        for (std::int64_t j = 0; j < b.size(0); j += block)
            sum += kernel(x, rowsOf(b, j, std::min(j + block, b.size(0)))).sum().template item<double>();
    }
    return sum;
}

struct KernelSums {
    double all = 0, diagonal = 0;  // diagonal: of each row with itself
};

// Of a symmetric kernel over the pairs of one matrix; each pair of different blocks is computed once.
template <class RowsOf, class Kernel>
KernelSums kernelSumsWithin(const torch::Tensor& rows, std::int64_t block, RowsOf rowsOf, Kernel kernel) {
    KernelSums sums;
    for (std::int64_t i = 0; i < rows.size(0); i += block) {
        const auto x = rowsOf(rows, i, std::min(i + block, rows.size(0)));
        const torch::Tensor own = kernel(x, x);
        sums.all += own.sum().template item<double>();
        sums.diagonal += own.diagonal().sum().template item<double>();
        for (std::int64_t j = i + block; j < rows.size(0); j += block)
            sums.all += 2 * kernel(x, rowsOf(rows, j, std::min(j + block, rows.size(0)))).sum().template item<double>();
    }
    return sums;
}

}  // namespace recap
