// SPDX-License-Identifier: GPL-3.0-or-later
#include "safetensors_test.h"

#include "base/error.h"
#include "base/json.h"
#include "support/golden.h"
#include "support/temp_dir.h"
#include "tensor_io/safetensors.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <QtTest/QTest>
#include <cmath>

using namespace recap;
using recap::testing::goldenCases;
using recap::testing::readBytes;
using recap::testing::TempDir;
using recap::testing::writeBytes;

namespace {

std::string refusal(const std::filesystem::path& path) {
    try {
        loadSafetensors(path);
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

const std::map<std::string, torch::ScalarType> kPythonTypes{
    {"float64", torch::kFloat64},   {"float32", torch::kFloat32}, {"float16", torch::kFloat16},
    {"bfloat16", torch::kBFloat16}, {"int64", torch::kInt64},     {"int32", torch::kInt32},
    {"int16", torch::kInt16},       {"int8", torch::kInt8},       {"uint8", torch::kUInt8},
    {"bool", torch::kBool}};

bool sameValue(const torch::Tensor& tensor, std::int64_t i, const Json& expected) {
    if (!expected.is_string()) return tensor.to(torch::kInt64)[i].item<std::int64_t>() == expected.get<std::int64_t>();
    const double wanted = std::strtod(expected.get<std::string>().c_str(), nullptr);  // reads inf and nan as well
    const double value = tensor.to(torch::kFloat64)[i].item<double>();
    return std::isnan(wanted) ? std::isnan(value) : value == wanted;
}

// {"a": [1.0, 2.0], "note": "..."}: what small files of float tensors hold.
std::map<std::string, std::vector<float>> recordedTensors(const Json& recorded) {
    std::map<std::string, std::vector<float>> out;
    for (const auto& item : recorded.items())
        if (item.value().is_array()) out[item.key()] = item.value().get<std::vector<float>>();
    return out;
}

// A file of one float tensor "a" whose data begin after `padding` blanks.
std::string bytesWithHeader(std::string header, const std::vector<float>& values) {
    std::string out(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<char>((header.size() >> (8 * i)) & 0xff);
    out += header;
    out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
    return out;
}

}  // namespace

void TestSafetensors::valid_files_give_the_recorded_values() {
    int checked = 0;
    for (const auto& folder : goldenCases("io")) {
        const Json info = recap::testing::goldenCase(folder).at("parameters");
        if (!info.contains("valid_values")) continue;
        const SafetensorsFile file(folder / "valid.safetensors");
        QCOMPARE(file.names().size(), info.at("valid_values").size());
        for (const auto& item : info.at("valid_values").items()) {
            const auto tensor = file.tensor(item.key());
            QCOMPARE(tensor.sizes().vec(), item.value().at("shape").get<std::vector<std::int64_t>>());
            QCOMPARE(tensor.scalar_type(), kPythonTypes.at(item.value().at("dtype").get<std::string>()));
            const auto flat = tensor.reshape({-1});
            const Json& values = item.value().at("values");
            QCOMPARE(static_cast<std::size_t>(flat.numel()), values.size());
            for (std::size_t i = 0; i < values.size(); ++i)
                QVERIFY2(sameValue(flat, static_cast<std::int64_t>(i), values[i]), item.key().c_str());
            ++checked;
        }
        for (const auto& item : info.at("valid_metadata").items())
            QCOMPARE(file.metadata().at(item.key()), item.value().get<std::string>());
        QVERIFY(loadSafetensors(folder / "valid_empty_header.safetensors").empty());
        for (const std::string name : {"valid_unordered", "valid_padded_header"}) {
            const auto tensors = loadSafetensors(folder / (name + ".safetensors"));
            const auto recorded = recordedTensors(info.at(name));
            QCOMPARE(tensors.size(), recorded.size());
            for (const auto& [key, values] : recorded)
                QVERIFY2(torch::equal(tensors.at(key), torch::tensor(values)), (name + ": " + key).c_str());
        }
    }
    QVERIFY(checked > 0);
}

void TestSafetensors::each_malformed_file_is_refused_in_one_sentence_data() {
    QTest::addColumn<QString>("path");
    for (const auto& folder : goldenCases("io")) {
        const Json info = recap::testing::goldenCase(folder).at("parameters");
        if (!info.contains("malformed")) continue;
        for (const auto& item : info.at("malformed").items()) {
            const auto path = folder / "malformed" / (item.key() + ".safetensors");
            if (item.value().at("expect") == "reject")
                QTest::newRow(item.key().c_str()) << QString::fromStdString(path.string());
        }
    }
}

void TestSafetensors::each_malformed_file_is_refused_in_one_sentence() {
    QFETCH(QString, path);
    const std::string message = refusal(path.toStdString());
    QVERIFY2(message.find("is not a valid safetensors file: ") != std::string::npos, message.c_str());
    QVERIFY(message.find('\n') == std::string::npos);
    QCOMPARE(message.back(), '.');
    QVERIFY(message.size() < 500);
}

void TestSafetensors::a_file_cut_anywhere_is_refused() {
    const TempDir dir;
    saveSafetensors(dir / "whole.safetensors", {{"a", torch::arange(3, torch::kFloat32)}, {"b", torch::zeros({2, 2})}});
    const std::string whole = readBytes(dir / "whole.safetensors");
    for (std::size_t length = 0; length < whole.size(); ++length) {
        writeBytes(dir / "cut.safetensors", whole.substr(0, length));
        QVERIFY2(!refusal(dir / "cut.safetensors").empty(), std::to_string(length).c_str());
    }
    writeBytes(dir / "cut.safetensors", whole);
    QCOMPARE(refusal(dir / "cut.safetensors"), std::string());
}

void TestSafetensors::written_files_read_back_bit_for_bit() {
    const TempDir dir;
    torch::manual_seed(5);
    StateDict tensors{{"double", torch::randn({3}, torch::kFloat64)},
                      {"empty", torch::zeros({0, 4})},
                      {"half", torch::randn({2, 3}).to(torch::kFloat16)},
                      {"brain", torch::randn({5}).to(torch::kBFloat16)},
                      {"flag", torch::tensor({true, false, true})},
                      {"scalar", torch::tensor(3.25f)},
                      {"long", torch::tensor({std::int64_t{1} << 62, std::int64_t{-1}})},
                      {"byte", torch::tensor({0, 255}, torch::kUInt8)},
                      {"transposed \"é\"/", torch::randn({4, 3}).t()}};
    saveSafetensors(dir / "t.safetensors", tensors, {{"note", "line\nbreak"}});
    const SafetensorsFile file(dir / "t.safetensors");
    QCOMPARE(file.names().size(), tensors.size());
    for (const auto& [name, tensor] : tensors) {
        QCOMPARE(file.dtype(name), tensor.scalar_type());
        QVERIFY2(torch::equal(file.tensor(name), tensor), name.c_str());
    }
    QCOMPARE(file.metadata().at("note"), std::string("line\nbreak"));
}

void TestSafetensors::written_headers_are_padded_and_name_a_format() {
    const TempDir dir;
    saveSafetensors(dir / "t.safetensors",
                    {{"a", torch::zeros({1}, torch::kUInt8)}, {"b", torch::zeros({3}, torch::kFloat64)}});
    const std::string bytes = readBytes(dir / "t.safetensors");
    const auto length = static_cast<unsigned char>(bytes[0]) + 256u * static_cast<unsigned char>(bytes[1]);
    QCOMPARE(length % 8, 0u);
    const Json header = Json::parse(bytes.substr(8, length));
    QCOMPARE(header.at("__metadata__").at("format").get<std::string>(), std::string("pt"));
    // The wider elements come first, so that they are aligned.
    QCOMPARE(header.at("b").at("data_offsets").dump(), std::string("[0,24]"));
    QCOMPARE(header.at("a").at("data_offsets").dump(), std::string("[24,25]"));
}

void TestSafetensors::a_failed_write_leaves_the_old_file() {
    const TempDir dir;
    saveSafetensors(dir / "t.safetensors", {{"a", torch::ones({2})}});
    const std::string before = readBytes(dir / "t.safetensors");
    const auto complex = torch::ones({2}, torch::kComplexFloat);
    QVERIFY_EXCEPTION_THROWN(saveSafetensors(dir / "t.safetensors", {{"a", complex}}), Error);
    QCOMPARE(readBytes(dir / "t.safetensors"), before);
    QVERIFY_EXCEPTION_THROWN(saveSafetensors(dir / "nowhere/t.safetensors", {{"a", torch::ones({2})}}), Error);
}

void TestSafetensors::writing_to_a_read_tensor_does_not_change_the_file() {
    const TempDir dir;
    saveSafetensors(dir / "t.safetensors", {{"a", torch::ones({4})}});
    loadSafetensors(dir / "t.safetensors").at("a").fill_(7);
    QVERIFY(torch::equal(loadSafetensors(dir / "t.safetensors").at("a"), torch::ones({4})));
}

void TestSafetensors::a_tensor_outlives_its_file_object() {
    const TempDir dir;
    saveSafetensors(dir / "t.safetensors", {{"a", torch::arange(1000, torch::kFloat32)}});
    const auto tensor = SafetensorsFile(dir / "t.safetensors").tensor("a");
    std::filesystem::remove(dir / "t.safetensors");
    QCOMPARE(tensor.sum().item<float>(), 499500.0f);
}

void TestSafetensors::unaligned_data_are_read() {
    const TempDir dir;
    std::string header = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
    while ((header.size() + 8) % 4 != 1) header += ' ';
    writeBytes(dir / "t.safetensors", bytesWithHeader(header, {1.5f, -2.0f}));
    QVERIFY(torch::equal(loadSafetensors(dir / "t.safetensors").at("a"), torch::tensor({1.5f, -2.0f})));
}

void TestSafetensors::a_missing_file_and_a_missing_tensor_are_named() {
    const TempDir dir;
    QVERIFY(refusal(dir / "none.safetensors").find("none.safetensors") != std::string::npos);
    QVERIFY(refusal(dir.path()).find("not a regular file") != std::string::npos);
    saveSafetensors(dir / "t.safetensors", {});
    try {
        SafetensorsFile(dir / "t.safetensors").tensor("b");
        QFAIL("no exception");
    } catch (const Error& e) {
        QCOMPARE(e.code(), ErrorCode::NotFound);
        QVERIFY(std::string(e.what()).find("'b'") != std::string::npos);
    }
}

void TestSafetensors::opening_reads_the_header_only() {
    const TempDir dir;
    // Sparse: sixteen gigabytes that no disk could deliver in the time of a test.
    const std::string header = R"({"a":{"dtype":"F32","shape":[4294967296],"data_offsets":[0,17179869184]}})";
    writeBytes(dir / "big.safetensors", bytesWithHeader(header, {}));
    std::filesystem::resize_file(dir / "big.safetensors", 8 + header.size() + 17179869184ull);
    const SafetensorsFile file(dir / "big.safetensors");
    QCOMPARE(file.shape("a").front(), std::int64_t{4294967296});
}
