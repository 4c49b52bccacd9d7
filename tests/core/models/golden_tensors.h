// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "support/golden.h"
#include "tensor_io/safetensors.h"

#include <torch/types.h>

#include <QString>

#include <cmath>
#include <filesystem>
#include <sstream>
#include <string>

namespace recap::testing {

// One golden case with its arrays.
struct GoldenTensors {
    explicit GoldenTensors(const std::filesystem::path& case_folder)
        : folder(case_folder),
          info(goldenCase(case_folder)),
          tensors(loadSafetensors(case_folder / "tensors.safetensors")) {}

    bool has(const std::string& name) const { return tensors.count(name) != 0; }
    const torch::Tensor& operator[](const std::string& name) const { return tensors.at(name); }
    // Without the remark that some cases add in brackets.
    std::filesystem::path model() const {
        const auto text = info.at("parameters").at("model").get<std::string>();
        return folder / text.substr(0, text.find(" ("));
    }
    QByteArray name() const { return QByteArray::fromStdString(folder.filename().string()); }

    std::filesystem::path folder;
    Json info;
    StateDict tensors;
};

// Empty when both agree to `relative` of the scale of `expected`; otherwise the worst element, both values and a hint.
inline QString difference(const torch::Tensor& actual, const torch::Tensor& expected, double relative = 1e-4) {
    std::ostringstream text;
    if (actual.sizes() != expected.sizes()) {
        text << "shape " << actual.sizes() << ", expected " << expected.sizes();
        return QString::fromStdString(text.str());
    }
    if (expected.numel() == 0) return {};
    const auto a = actual.detach().to(torch::kFloat64).flatten(), e = expected.detach().to(torch::kFloat64).flatten();
    const double scale = e.abs().max().item<double>();
    const auto error = (a - e).abs();
    const auto worst = error.argmax().item<std::int64_t>();
    const double largest = error[worst].item<double>();
    if (largest <= relative * scale) return {};  // false for NaN as well
    text << "element " << worst << " is " << a[worst].item<double>() << ", expected " << e[worst].item<double>()
         << ", difference " << largest << " is over " << relative << " of the scale " << scale
         << " (HINT: tests/golden/data/README.md says how the data were made)";
    return QString::fromStdString(text.str());
}

}  // namespace recap::testing

// Fails the test with the words of difference().
#define RECAP_COMPARE_TENSORS(...)                                     \
    do {                                                               \
        const QString words = recap::testing::difference(__VA_ARGS__); \
        QVERIFY2(words.isEmpty(), qPrintable(words));                  \
    } while (false)
