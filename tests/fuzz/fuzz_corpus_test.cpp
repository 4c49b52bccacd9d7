// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzz_corpus_test.h"

#include "fuzz/damage.h"
#include "fuzz/readers.h"
#include "support/temp_dir.h"
#include "support/zip_bytes.h"
#include "tensor_io/pickle_reader.h"

#include <torch/types.h>

#include <cstdlib>
#include <set>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

fs::path sources() {
    return std::getenv("RECAP_SOURCE_DIR");
}

std::vector<fs::path> corpus() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(sources() / "tests/fuzz/corpus")) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

void feed(const std::string& input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

}  // namespace

void TestFuzzCorpus::every_reader_has_an_input_that_it_accepts() {
    std::set<int> readers;
    for (const auto& file : corpus()) {
        const std::string input = readBytes(file);
        QVERIFY2(!input.empty() && input[0] >= 0 && input[0] < kFuzzReaders, file.c_str());
        feed(input);
        readers.insert(input[0]);
    }
    QCOMPARE(readers.size(), static_cast<std::size_t>(kFuzzReaders));
}

void TestFuzzCorpus::damaged_inputs_are_read_or_refused_data() {
    QTest::addColumn<QString>("path");
    for (const auto& file : corpus()) QTest::newRow(file.filename().c_str()) << QString::fromStdString(file.string());
}

void TestFuzzCorpus::damaged_inputs_are_read_or_refused() {
    QFETCH(QString, path);
    const std::string good = readBytes(path.toStdString());
    for (std::uint64_t seed = 0; seed < 1500; ++seed) {
        const std::string input = good.substr(0, 1) + Damage(seed).of(good.substr(1));
        QVERIFY(readsOrRefuses([&] { feed(input); }, "input", seed));
    }
}

void TestFuzzCorpus::damaged_pickled_files_are_read_or_refused() {
    const TempDir folder;
    const auto path = folder / "weights.ckpt";
    // With checksums nearly every damaged copy would be refused before anything else of it is looked at.
    const std::string good = withoutChecksums(readBytes(sources() / "tests/core/tensor_io/data/nested.ckpt"));
    for (std::uint64_t seed = 0; seed < 1500; ++seed) {
        writeBytes(path, Damage(seed).of(good));
        QVERIFY(readsOrRefuses(
            [&] {
                // Reading every number shows a view that reaches beyond the file.
                for (const auto& [name, tensor] : loadPickledTensors(path))
                    if (tensor.numel() > 0) (void)tensor.to(torch::kFloat64).sum().item<double>();
            },
            "pickled file", seed));
    }
}
