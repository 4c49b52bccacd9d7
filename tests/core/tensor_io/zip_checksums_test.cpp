// SPDX-License-Identifier: GPL-3.0-or-later
#include "zip_checksums_test.h"

#include "base/error.h"
#include "support/golden.h"
#include "support/temp_dir.h"
#include "support/zip_bytes.h"
#include "tensor_io/pickle_reader.h"
#include "tensor_io/zip_checksums.h"

#include <torch/types.h>
#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;

namespace {

std::string plain() {
    return readBytes(sourceDirectory() / "tests/core/tensor_io/data/plain.bin");
}

// plain.bin holds a = [1, 2] in plain/data/0 and b = [[3]] in plain/data/1.
const std::vector<std::string> kUsed{"plain/byteorder", "plain/data.pkl", "plain/data/0", "plain/data/1"};

std::string flipped(std::string archive, const std::string& entry) {
    const auto place = readZipDirectory(archive, "test").at(entry);
    archive[place.begin + place.size - 1] = static_cast<char>(archive[place.begin + place.size - 1] ^ 4);
    return archive;
}

std::string refusalOf(const std::filesystem::path& file) {
    try {
        loadTensorFile(file);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

bool holdsItsNumbers(const StateDict& weights) {
    return torch::equal(weights.at("a"), torch::tensor({1.0f, 2.0f})) &&
           torch::equal(weights.at("b"), torch::tensor({{3}}, torch::kInt64));
}

}  // namespace

void TestZipChecksums::a_flipped_bit_is_refused_with_the_name_of_its_entry() {
    const TempDir dir;
    for (const auto& entry : kUsed) {
        writeBytes(dir / "weights.pth", flipped(plain(), entry));
        QCOMPARE(refusalOf(dir / "weights.pth"), (dir / "weights.pth").string() +
                                                     " is damaged: the data of its entry '" + entry +
                                                     "' do not match their checksum. Copy or download the file again.");
    }
}

void TestZipChecksums::every_form_of_archive_is_checked_data() {
    QTest::addColumn<bool>("zip64");
    QTest::addColumn<bool>("descriptor");
    for (const bool zip64 : {false, true})
        for (const bool descriptor : {false, true})
            QTest::addRow("zip64 %d, descriptor %d", zip64, descriptor) << zip64 << descriptor;
}

void TestZipChecksums::every_form_of_archive_is_checked() {
    QFETCH(bool, zip64);
    QFETCH(bool, descriptor);
    const auto original = plain();
    std::map<std::string, ZipFile> files;
    for (const auto& [name, entry] : readZipDirectory(original, "test"))
        files[name] = {original.substr(entry.begin, entry.size), entry.checksum};
    const TempDir dir;
    const auto archive = zipOf(files, {zip64, descriptor});  // its tensors are not aligned
    writeBytes(dir / "good", archive);
    QVERIFY(holdsItsNumbers(loadTensorFile(dir / "good")));
    for (const auto& entry : kUsed) {
        writeBytes(dir / "bad", flipped(archive, entry));
        QVERIFY(refusalOf(dir / "bad").find("'" + entry + "' do not match") != std::string::npos);
    }
}

void TestZipChecksums::a_checksum_of_zero_is_none() {
    const TempDir dir;
    writeBytes(dir / "weights.pth", withoutChecksums(plain()));
    QVERIFY(holdsItsNumbers(loadTensorFile(dir / "weights.pth")));
}

void TestZipChecksums::names_and_shapes_are_read_without_the_check() {
    const TempDir dir;
    writeBytes(dir / "weights.pth", flipped(plain(), "plain/data/0"));
    const auto weights = loadTensorFile(dir / "weights.pth", Checksums::Skip);
    QCOMPARE(weights.at("a").numel(), std::int64_t{2});
}

void TestZipChecksums::large_entries_are_checked_in_pieces() {
    std::string bytes(9 * 1024 * 1024 + 5, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>((i * i) >> 3);
    // By Python's zlib.crc32, of all of it and of none.
    const ZipEntries entries{{"large", {0, bytes.size(), 0x20588d90}}, {"none", {5, 0, 0}}};
    requireIntact(bytes, "test", entries, {"large", "none"});
    for (const std::size_t at : {std::size_t{0}, std::size_t{5} << 20, bytes.size() - 1}) {
        auto damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        QVERIFY_THROWS_EXCEPTION(Error, requireIntact(damaged, "test", entries, {"large", "none"}));
    }
}
