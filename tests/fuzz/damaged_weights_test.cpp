// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/damage.h"
#include "fuzz/damaged_pictures_test.h"
#include "fuzz/damaged_text_test.h"
#include "fuzz/fuzz_corpus_test.h"
#include "support/golden.h"
#include "support/temp_dir.h"
#include "support/test_main.h"

#include "tensor_io/safetensors.h"
#include "tensor_io/safetensors_header.h"

using namespace recap;
using namespace recap::testing;

namespace {

std::string goodFile() {
    return readBytes(goldenFixture("io/safetensors/valid.safetensors"));
}

// The promise of parseSafetensorsHeader for whatever it accepts.
void requireEntriesInside(const SafetensorsHeader& header, std::size_t fileSize) {
    for (const auto& [name, entry] : header.entries) {
        const bool ordered = entry.begin <= entry.end && header.data_begin + entry.end <= fileSize;
        if (!ordered) throw std::logic_error("the entry " + name + " lies outside of the file and was accepted");
    }
}

}  // namespace

class TestDamagedWeights : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void file_cut_off_anywhere_is_refused();
    void damaged_header_is_refused_or_describes_the_file();
    void header_length_that_lies_is_refused();
    void damaged_file_opens_and_reads_or_is_refused();
};

void TestDamagedWeights::file_cut_off_anywhere_is_refused() {
    const std::string good = goodFile();
    QVERIFY(good.size() > 100);
    QVERIFY(!parseSafetensorsHeader(good, "good").entries.empty());
    for (std::size_t length = 0; length < good.size(); length += length < 512 ? 1 : 37)
        QVERIFY_THROWS_EXCEPTION(Error, parseSafetensorsHeader(std::string_view(good).substr(0, length), "cut"));
}

void TestDamagedWeights::damaged_header_is_refused_or_describes_the_file() {
    const std::string good = goodFile();
    for (std::uint64_t seed = 0; seed < 20000; ++seed) {
        const std::string bytes = Damage(seed).of(good);
        QVERIFY(readsOrRefuses([&] { requireEntriesInside(parseSafetensorsHeader(bytes, "damaged"), bytes.size()); },
                               "safetensors header", seed));
    }
}

void TestDamagedWeights::header_length_that_lies_is_refused() {
    const std::string good = goodFile();
    for (const std::uint64_t length : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{good.size()},
                                       std::uint64_t{1} << 32, std::uint64_t{1} << 63, ~std::uint64_t{0}}) {
        std::string bytes = good;
        for (int i = 0; i < 8; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<char>(length >> (8 * i));
        QVERIFY_THROWS_EXCEPTION(Error, parseSafetensorsHeader(bytes, "lying"));
    }
}

void TestDamagedWeights::damaged_file_opens_and_reads_or_is_refused() {
    const std::string good = goodFile();
    const TempDir folder;
    const auto path = folder / "weights.safetensors";
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        writeBytes(path, Damage(seed).of(good));
        QVERIFY(readsOrRefuses(
            [&] {
                // Reading every byte shows a view that reaches beyond the file.
                for (const auto& [name, tensor] : loadSafetensors(path))
                    if (tensor.numel() > 0) (void)tensor.to(torch::kFloat64).sum().item<double>();
            },
            "safetensors file", seed));
    }
}

RECAP_TEST_MAIN(TestDamagedWeights, TestDamagedPictures, TestDamagedText, TestFuzzCorpus)
#include "damaged_weights_test.moc"
