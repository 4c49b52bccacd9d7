// SPDX-License-Identifier: GPL-3.0-or-later
#include "pickles_test.h"

#include "base/error.h"
#include "support/golden.h"
#include "support/temp_dir.h"
#include "support/zip_bytes.h"
#include "tensor_io/pickle_machine.h"
#include "tensor_io/pickle_reader.h"
#include "tensor_io/safetensors.h"
#include "tensor_io/weight_files.h"

#include <torch/types.h>
#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;

namespace {

std::filesystem::path fixture(const char* name) {
    return recap::testing::sourceDirectory() / "tests/core/tensor_io/data" / name;
}

std::string refusalOf(const std::filesystem::path& file) {
    try {
        loadTensorFile(file);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

std::string refusalOfPickle(const std::string& pickle) {
    PickleValues values;
    const BuildTensor build = [](const auto&, auto, const auto&, const auto&) { return torch::Tensor(); };
    try {
        readPickle(pickle, values, build, "test");
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

// The bytes of `file` with the first occurrence of `old` replaced by as many other bytes.
std::string edited(const std::filesystem::path& file, const std::string& old, const std::string& by) {
    std::string bytes = readBytes(file);
    const auto at = bytes.find(old);
    if (at == std::string::npos || old.size() != by.size()) throw std::logic_error("nothing to edit");
    return bytes.replace(at, old.size(), by);
}

// The numbers are those of data/make_pickles.py.
void compareWithTorchSave(const StateDict& weights) {
    QCOMPARE(weights.size(), std::size_t{10});
    const auto base = torch::arange(12, torch::kFloat32);
    QVERIFY(torch::equal(weights.at("matrix"), base.view({3, 4})));
    QVERIFY(torch::equal(weights.at("transposed"), base.view({3, 4}).t()));
    QVERIFY(torch::equal(weights.at("tail"), base.narrow(0, 7, 5)));
    QVERIFY(torch::equal(weights.at("half"), torch::tensor({0.5, -2.0}, torch::kFloat16)));
    QVERIFY(torch::equal(weights.at("brain"), torch::tensor({1.5, 3.0}, torch::kBFloat16)));
    QVERIFY(torch::equal(weights.at("double"), torch::tensor(2.5, torch::kFloat64)));
    QVERIFY(torch::equal(weights.at("ids"), torch::tensor({{49406, -1}}, torch::kInt64)));
    QVERIFY(torch::equal(weights.at("flags"), torch::tensor({true, false, true})));
    QCOMPARE(weights.at("empty").sizes().vec(), (std::vector<std::int64_t>{0, 4}));
    QVERIFY(torch::equal(weights.at("parameter"), torch::full({2, 2}, 7.0f)));
}

}  // namespace

void TestPickles::tensors_of_torch_save_are_read() {
    compareWithTorchSave(loadPickledTensors(fixture("nested.ckpt")));
}

void TestPickles::tensors_of_older_torch_save_are_read() {
    compareWithTorchSave(loadPickledTensors(fixture("before_1_6.bin")));
}

void TestPickles::a_file_is_told_by_its_content() {
    const TempDir dir;
    saveSafetensors(dir / "weights.ckpt", {{"a", torch::ones({2})}});
    QCOMPARE(loadTensorFile(dir / "weights.ckpt").at("a").numel(), std::int64_t{2});
    std::filesystem::copy(fixture("plain.bin"), dir / "weights.safetensors");
    const auto weights = loadTensorFile(dir / "weights.safetensors");
    QVERIFY(torch::equal(weights.at("a"), torch::tensor({1.0f, 2.0f})));
    QVERIFY(torch::equal(weights.at("b"), torch::tensor({{3}}, torch::kInt64)));
}

void TestPickles::functions_are_never_called() {
    const std::string message = refusalOf(fixture("hostile.bin"));
    QVERIFY2(message.find("posix.system") != std::string::npos, message.c_str());
    QVERIFY2(message.find("safetensors") != std::string::npos, message.c_str());
    QVERIFY(!std::filesystem::exists("/tmp/recap-was-here"));
}

void TestPickles::objects_beside_the_weights_are_passed_over() {
    for (const char* name : {"objects_2.ckpt", "objects_5.ckpt"}) {
        const auto weights = loadPickledTensors(fixture(name));
        QCOMPARE(weights.size(), std::size_t{2});
        QVERIFY(torch::equal(weights.at("a"), torch::tensor({1.0f, 2.0f})));
        QVERIFY(torch::equal(weights.at("b"), torch::tensor({3}, torch::kInt64)));
    }
}

void TestPickles::a_harmless_module_leads_to_no_function() {
    const auto shortText = [](const std::string& text) {
        return std::string("\x8c") + static_cast<char>(text.size()) + text;
    };
    for (const auto& [module, attribute] : {std::pair{"pathlib", "os.system"},
                                            {"omegaconf", "base.os.system"},
                                            {"builtins", "eval"},
                                            {"builtins", "getattr"},
                                            {"datetime", "sys.exit"}}) {
        const std::string pickle = "\x80\x04" + shortText(module) + shortText(attribute) + "\x93.";
        const std::string message = refusalOfPickle(pickle);
        QVERIFY2(message.find(std::string(module) + "." + attribute) != std::string::npos, message.c_str());
    }
    QCOMPARE(refusalOfPickle("\x80\x04" + shortText("pathlib") + shortText("PurePath") + "\x93."), std::string());
}

void TestPickles::a_dictionary_named_again_and_again_takes_no_memory() {
    // A dictionary of 100 entries, then 1000 times dict(it) of seven bytes each.
    std::string pickle = "\x80\x02}q";
    pickle += '\0';
    pickle += '(';
    for (int i = 0; i < 100; ++i) pickle += std::string("K") + static_cast<char>(i) + "N";
    pickle += "uc__builtin__\ndict\nq\x01";
    for (int i = 0; i < 1000; ++i) pickle += std::string("h\x01h\0\x85R0", 7);
    QVERIFY(refusalOfPickle(pickle + ".").find("again and again") != std::string::npos);
}

void TestPickles::other_pickles_are_refused_with_the_remedy() {
    const TempDir dir;
    const std::string good = readBytes(fixture("before_1_6.bin"));
    std::string other = good;
    other[5] = '\0';  // within the number that such a file begins with
    writeBytes(dir / "other", other);
    const std::string message = refusalOf(dir / "other");
    QVERIFY2(message.find("save the weights as safetensors") != std::string::npos, message.c_str());
    // A storage of another size than the pickle says.
    std::string grown = good;
    const auto at = grown.rfind(std::string("\x0c\0\0\0\0\0\0\0", 8));
    QVERIFY(at != std::string::npos);
    grown[at] = '\x0b';
    writeBytes(dir / "grown", grown);
    QVERIFY(!refusalOf(dir / "grown").empty());
    writeBytes(dir / "shape",
               edited(fixture("before_1_6.bin"), std::string("K\x03K\x04\x86", 5), std::string("K\x03K\xff\x86", 5)));
    QVERIFY(refusalOf(dir / "shape").find("beyond its data") != std::string::npos);
}

void TestPickles::a_file_cut_off_anywhere_is_refused() {
    const TempDir dir;
    for (const char* name : {"nested.ckpt", "before_1_6.bin"}) {
        const std::string good = readBytes(fixture(name));
        for (std::size_t length = 0; length < good.size(); length += 7) {
            writeBytes(dir / "cut", good.substr(0, length));
            QVERIFY2(!refusalOf(dir / "cut").empty(), (name + std::to_string(length)).c_str());
        }
    }
}

void TestPickles::a_tensor_cannot_reach_beyond_its_data() {
    const TempDir dir;
    const std::string shape("K\x03K\x04\x86", 5);  // (3, 4) of the first tensor
    for (const auto& other : {std::string("K\x04K\x04\x86", 5), std::string("K\x03K\xff\x86", 5)}) {
        writeBytes(dir / "grown", withoutChecksums(edited(fixture("nested.ckpt"), shape, other)));
        QVERIFY(refusalOf(dir / "grown").find("beyond its data") != std::string::npos);
    }
    writeBytes(dir / "storage",
               withoutChecksums(edited(fixture("nested.ckpt"), "torch\nHalfStorage", "torch\nLongStorage")));
    QVERIFY(refusalOf(dir / "storage").find("another size") != std::string::npos);
}

void TestPickles::compressed_entries_are_refused() {
    const TempDir dir;
    // Directory entry: signature, versions, flags, then the method.
    const std::string head("PK\x01\x02\x00\x00\x00\x00\x08\x08\x00\x00", 12),
        packed("PK\x01\x02\x00\x00\x00\x00\x08\x08\x08\x00", 12);
    writeBytes(dir / "packed", edited(fixture("plain.bin"), head, packed));
    QVERIFY(refusalOf(dir / "packed").find("compressed") != std::string::npos);
}

void TestPickles::attributes_named_again_and_again_take_no_memory() {
    // One dictionary, given to a thousand modules of TorchScript.
    std::string pickle("\x80\x02}q\0(", 6);
    for (int i = 0; i < 1000; ++i) pickle += "K\x01K\x02";
    pickle += "u0";
    for (int i = 0; i < 1000; ++i) pickle += std::string("c__torch__.a\nB\n)\x81h\0b0", 21);
    QVERIFY(refusalOfPickle(pickle + "N.").find("again and again") != std::string::npos);
}

void TestPickles::pickled_weights_of_a_folder_are_found_after_safetensors() {
    const TempDir dir;
    std::filesystem::copy(fixture("plain.bin"), dir / "pytorch_model.bin");
    QCOMPARE(loadWeightFiles(dir.path(), "model").size(), std::size_t{2});
    saveSafetensors(dir / "model.fp16.safetensors", {{"c", torch::ones({1})}});
    QCOMPARE(loadWeightFiles(dir.path(), "model").begin()->first, std::string("c"));
}
