// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/model_parts.h"
#include "diffusion/scheduler.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "scheduler_files_test.h"
#include "support/golden.h"
#include "support/temp_dir.h"

#include <torch/types.h>

#include <QtTest/QTest>
#include <sstream>

using namespace recap;
using recap::testing::goldenFixture;
using recap::testing::sourceDirectory;
using recap::testing::TempDir;
using recap::testing::writeBytes;

namespace {

// Rows of data/scheduler_files.jsonl, see the script that made it.
std::vector<Json> everyRow() {
    std::vector<Json> rows;
    std::istringstream lines(readTextFile(sourceDirectory() / "tests/core/diffusion/data/scheduler_files.jsonl"));
    for (std::string line; std::getline(lines, line);) rows.push_back(parseJson(line, "scheduler_files.jsonl"));
    return rows;
}

// Long tables are stored by their ends.
Json fileOf(const Json& row) {
    Json file = row["file"];
    if (!file.contains("trained_betas") || !file["trained_betas"].is_object()) return file;
    const Json table = file["trained_betas"];
    const auto first = table["first"].get<double>(), last = table["last"].get<double>();
    const auto count = table["count"].get<int>();
    file["trained_betas"] = Json::array();
    for (int i = 0; i < count; ++i) file["trained_betas"].push_back(first + i * (last - first) / (count - 1));
    return file;
}

// The network, the noise and the start of the script.
std::vector<double> drawn(const Json& config, const std::string& name) {
    const auto scheduler = makeScheduler(schedulerForPipeline(config, name).config, name);
    scheduler->setSteps(10);
    int draws = 0;
    const auto draw = [&] { return torch::cos(torch::arange(4, torch::kFloat32) + ++draws); };
    auto x = torch::tensor({0.5f, -1.2f, 0.8f, 0.1f}) * scheduler->initialNoiseScale();
    for (std::size_t i = 0; i < scheduler->timesteps().size(); ++i) {
        const auto seen = scheduler->scaleInput(x, i);
        const auto answer = 0.3 * torch::sin(3 * seen) + 0.1 * seen * (scheduler->timesteps()[i] / 1000);
        x = scheduler->step(answer, i, x, draw);
    }
    const auto values = x.to(torch::kFloat64).contiguous();
    return {values.data_ptr<double>(), values.data_ptr<double>() + values.numel()};
}

std::string refusalOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

const Json kFile{{"beta_start", 0.00085}, {"beta_end", 0.012}, {"beta_schedule", "scaled_linear"}};

Json fileWith(const std::string& name, const Json& fields) {
    Json file = kFile;
    file["_class_name"] = name;
    file.update(fields);
    return file;
}

bool anyHas(const std::vector<Message>& sentences, std::string_view part) {
    return std::any_of(sentences.begin(), sentences.end(),
                       [&](const Message& sentence) { return sentence.english().find(part) != std::string::npos; });
}

// The tiny pipeline with this scheduler file; its weights stay where they are.
void writePipeline(const std::filesystem::path& folder, const Json& scheduler) {
    const auto base = goldenFixture("pipeline/tiny_sd/model");
    std::filesystem::create_directories(folder / "scheduler");
    for (const char* part : {"unet", "vae", "text_encoder", "tokenizer", "model_index.json"})
        std::filesystem::create_symlink(base / part, folder / part);
    writeJsonFile(folder / "scheduler/scheduler_config.json", scheduler);
}

}  // namespace

void TestSchedulerFiles::each_file_draws_as_diffusers_does_or_is_refused_by_name_data() {
    QTest::addColumn<int>("index");
    const auto rows = everyRow();
    QVERIFY(rows.size() > 69);
    for (std::size_t i = 0; i < rows.size(); ++i)
        QTest::newRow(rows[i]["name"].get<std::string>().c_str()) << static_cast<int>(i);
}

void TestSchedulerFiles::each_file_draws_as_diffusers_does_or_is_refused_by_name() {
    QFETCH(int, index);
    static const auto rows = everyRow();
    const Json& row = rows[static_cast<std::size_t>(index)];
    Json file = fileOf(row);
    if (!file.contains("_class_name")) file["_class_name"] = "PNDMScheduler";  // as model_index.json says
    const auto name = row.value("with", std::string());
    std::vector<double> end;
    const auto refusal = refusalOf([&] { end = drawn(file, name); });
    if (row.contains("refused")) {
        QVERIFY2(refusal.find("'" + row["refused"].get<std::string>() + "'") != std::string::npos, refusal.c_str());
        return;
    }
    QVERIFY2(refusal.empty(), refusal.c_str());
    QCOMPARE(end.size(), std::size_t{4});
    for (std::size_t i = 0; i < end.size(); ++i) {
        QVERIFY(std::isfinite(end[i]));
        if (row["end"].is_null()) continue;  // the library's own sample is not finite there
        const auto expected = row["end"][i].get<double>();
        QVERIFY2(std::abs(end[i] - expected) <= 5e-4 * std::max(1.0, std::abs(expected)),
                 (std::to_string(end[i]) + " instead of " + std::to_string(expected)).c_str());
    }
}

void TestSchedulerFiles::a_correction_is_said_where_it_changes_the_picture() {
    const auto remarks = [](const std::string& name, const Json& fields) {
        return schedulerForPipeline(fileWith(name, fields)).remarks;
    };
    QVERIFY(anyHas(remarks("PNDMScheduler", {{"steps_offset", 0}}), "steps_offset 0; 1 is used"));
    QVERIFY(anyHas(remarks("PNDMScheduler", Json::object()), "does not say steps_offset; 1 is used"));
    QVERIFY(anyHas(remarks("DDIMScheduler", {{"clip_sample", true}}), "clip_sample true; false is used"));
    QVERIFY(anyHas(remarks("DDPMScheduler", Json::object()), "does not say clip_sample; false is used"));
    // The class has no such field, or the spacing does not use it.
    QVERIFY(remarks("PNDMScheduler", {{"clip_sample", true}, {"steps_offset", 1}}).empty());
    QVERIFY(remarks("EulerDiscreteScheduler", {{"steps_offset", 0}}).empty());
    QVERIFY(remarks("PNDMScheduler", {{"timestep_spacing", "trailing"}}).empty());
    QVERIFY(remarks("DDIMScheduler", {{"clip_sample", false}, {"steps_offset", 1}}).empty());
}

void TestSchedulerFiles::a_field_that_no_sampler_has_is_said() {
    const Json fields{{"steps_offset", 1}, {"some_future_field", {{"a", 1}}}, {"use_karras_sigmas", true}};
    const auto remarks = schedulerForPipeline(fileWith("PNDMScheduler", fields)).remarks;
    QCOMPARE(remarks.size(), std::size_t{1});
    QVERIFY(anyHas(remarks, "'some_future_field'"));
}

void TestSchedulerFiles::a_sampler_made_from_the_file_alone_is_not_corrected() {
    const auto scheduler = makeScheduler(fileWith("DDIMScheduler", {{"steps_offset", 0}}));
    QVERIFY(scheduler->config().clip_sample);
    QCOMPARE(scheduler->config().steps_offset, 0);
    const auto corrected = makeScheduler(schedulerForPipeline(fileWith("DDIMScheduler", Json::object())).config);
    QVERIFY(!corrected->config().clip_sample);
    QCOMPARE(corrected->config().steps_offset, 1);
}

void TestSchedulerFiles::a_file_without_a_class_takes_the_one_of_the_index() {
    const TempDir dir;
    writePipeline(dir.path(), kFile);
    QCOMPARE(namedSchedulerClass(readPipelineScheduler(dir.path())), std::string("PNDMScheduler"));
    QVERIFY(openModel(dir.path()).assumed.empty());
    std::filesystem::remove(dir / "model_index.json");
    QVERIFY(refusalOf([&] { makeScheduler(openModel(dir.path()).scheduler); }).find("_class_name") !=
            std::string::npos);
}

void TestSchedulerFiles::another_class_in_the_index_is_said() {
    const TempDir dir;
    writePipeline(dir.path(), fileWith("DDIMScheduler", Json::object()));
    const auto parts = openModel(dir.path());
    QCOMPARE(namedSchedulerClass(parts.scheduler), std::string("DDIMScheduler"));
    QVERIFY(anyHas(parts.assumed, "PNDMScheduler"));
}

void TestSchedulerFiles::the_schedule_of_another_process_is_not_trained_with() {
    for (const char* name : {"FlowMatchEulerDiscreteScheduler", "EDMEulerScheduler"})
        QVERIFY(refusalOf([&] { NoiseSchedule::fromConfig(fileWith(name, Json::object())); }).find(name) !=
                std::string::npos);
    // What only samplers read does not matter.
    QCOMPARE(NoiseSchedule::fromConfig(fileWith("HeunDiscreteScheduler", {{"thresholding", true}})).size(), 1000);
}
