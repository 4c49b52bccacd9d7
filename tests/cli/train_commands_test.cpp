// SPDX-License-Identifier: GPL-3.0-or-later
#include "train_commands_test.h"

#include "cli_run.h"

#include "base/random.h"
#include "image/encode.h"
#include "support/free_port.h"
#include "support/golden.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstring>
#include <map>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

// Every float32 tensor of a safetensors file.
std::map<std::string, std::vector<float>> floatsOf(const fs::path& file) {
    const auto bytes = readBytes(file);
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    const Json header = Json::parse(bytes.substr(sizeof length, length));
    std::map<std::string, std::vector<float>> tensors;
    for (const auto& item : header.items()) {
        if (item.value().value("dtype", "") != "F32") continue;
        const auto begin = item.value()["data_offsets"][0].get<std::size_t>(),
                   end = item.value()["data_offsets"][1].get<std::size_t>();
        auto& values = tensors[item.key()];
        values.resize((end - begin) / sizeof(float));
        std::memcpy(values.data(), bytes.data() + sizeof length + length + begin, end - begin);
    }
    return tensors;
}

double largestDifference(const fs::path& one, const fs::path& other) {
    const auto a = floatsOf(one), b = floatsOf(other);
    if (a.empty() || a.size() != b.size()) return INFINITY;
    double largest = 0;
    for (const auto& [name, values] : a) {
        // The gradient of a key bias is zero but for rounding, which AdamW makes a step of.
        if (name.ends_with("k_proj.bias")) continue;
        for (std::size_t i = 0; i < values.size(); ++i)
            largest = std::max(largest, static_cast<double>(std::abs(values[i] - b.at(name).at(i))));
    }
    return largest;
}

// Started as torchrun does it.
std::unique_ptr<QProcess> startRank(const QStringList& arguments, int rank, int port, int restarts) {
    auto environment = QProcessEnvironment::systemEnvironment();
    const std::pair<const char*, int> variables[] = {{"RANK", rank},
                                                     {"LOCAL_RANK", rank},
                                                     {"WORLD_SIZE", 2},
                                                     {"LOCAL_WORLD_SIZE", 2},
                                                     {"MASTER_PORT", port},
                                                     {"OMP_NUM_THREADS", 1},
                                                     {"TORCHELASTIC_RESTART_COUNT", restarts}};
    for (const auto& [name, value] : variables) environment.insert(QString::fromLatin1(name), QString::number(value));
    environment.insert(QStringLiteral("MASTER_ADDR"), QStringLiteral("127.0.0.1"));
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment);
    process->start(text(cliProgram()), arguments);
    return process;
}

std::vector<std::unique_ptr<QProcess>> startBoth(const QStringList& arguments, int restarts = 0) {
    const int port = freePort();
    std::vector<std::unique_ptr<QProcess>> both;
    for (int rank = 0; rank < 2; ++rank) both.push_back(startRank(arguments, rank, port, restarts));
    return both;
}

}  // namespace

QString TrainCommandsTest::project() const {
    return text(*folder_ / "train.recap");
}

QStringList TrainCommandsTest::train(const QString& name, int steps, int batch) const {
    return {"train", project(), "--out", name, "--model", text(goldenFixture("pipeline/tiny_sd/model")), "--json",
            "--resolution", "32", "--caption-source", "alttext", "--max-steps", QString::number(steps), "--batch-size",
            QString::number(batch), "--save-every", "5", "--sample-every", "0", "--learning-rate", "3e-4",
            // Where a gradient is zero but for rounding, rounding decides nothing.
            "--adam-epsilon", "1e-4", "--threads", "1", "--device", "cpu", "--gradient-accumulation", "2"};
}

QStringList TrainCommandsTest::trainCaptioner(const QString& name, int steps, int batch) const {
    return {"caption", "train", project(), "--out", name, "--base", text(goldenFixture("blip/captioning/model")),
            "--json", "--style", "short", "--short-source", "alttext", "--max-steps", QString::number(steps),
            "--batch-size", QString::number(batch), "--save-every", "5", "--validation-share", "0.2", "--learning-rate",
            "1e-3",
            // Where a gradient is zero but for rounding, rounding decides nothing.
            "--adam-epsilon", "1e-4", "--threads", "1", "--device", "cpu", "--gradient-accumulation", "2"};
}

void TrainCommandsTest::initTestCase() {
    folder_ = std::make_unique<TempDir>();
    Random random(3);
    for (int i = 0; i < 9; ++i) {
        ImageBuffer image(40, 40);
        for (auto& byte : image.pixels) byte = static_cast<std::uint8_t>(random.below(256));
        const auto stem = (*folder_ / "pictures" / std::string("p").append(std::to_string(i))).string();
        writeBytes(stem + ".png", encodePng(image));
        std::string caption = std::string("picture number ").append(std::to_string(i));
        for (int k = 0; k < i % 4; ++k) caption += " with a red bus";
        writeBytes(stem + ".txt", caption);
    }
    QCOMPARE(runCli({"project", "create", project()}).exit_code, 0);
    QCOMPARE(runCli({"dataset", "import", project(), text(*folder_ / "pictures")}).exit_code, 0);
}

void TrainCommandsTest::two_processes_give_the_weights_of_one_with_twice_the_batch() {
    const auto alone = runCli(train("alone", 8, 4));
    QVERIFY2(alone.exit_code == 0, alone.err.c_str());
    auto both = startBoth(train("together", 8, 2));
    const auto first = resultOf(*both[0]), second = resultOf(*both[1]);
    if (first.value("message", "").find("libgloo-dev") != std::string::npos) QSKIP("this build has no Gloo");
    QVERIFY2(both[0]->exitCode() == 0, both[0]->readAllStandardError().constData());
    QVERIFY2(both[1]->exitCode() == 0, both[1]->readAllStandardError().constData());
    QCOMPARE(first["step"].get<int>(), 8);
    QCOMPARE(second["step"].get<int>(), 8);
    QVERIFY(!second.contains("checkpoint"));
    const fs::path one = alone.last()["checkpoint"].get<std::string>(), two = first["checkpoint"].get<std::string>();
    for (const char* file : {"unet/diffusion_pytorch_model.safetensors", "text_encoder/model.safetensors"}) {
        const double difference = largestDifference(one / file, two / file);
        QVERIFY2(difference < 1e-4, qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(file)).arg(difference)));
    }
    const auto runs = runCli({"runs", "list", project(), "--json"}).last()["runs"];
    QCOMPARE(std::count_if(runs.begin(), runs.end(), [](const Json& r) { return r["name"] == "together"; }), 1);
}

void TrainCommandsTest::two_processes_fine_tune_a_captioner_as_one_does_with_twice_the_batch_data() {
    QTest::addColumn<QStringList>("options");
    QTest::newRow("original") << QStringList{};
    QTest::newRow("padding is learned") << QStringList{"--targets", "transformers"};
    QTest::newRow("recomputed") << QStringList{"--gradient-checkpointing", "true", "--use-ema", "true"};
}

// Captions of several lengths: the parts of a batch have different numbers of tokens and different paddings.
void TrainCommandsTest::two_processes_fine_tune_a_captioner_as_one_does_with_twice_the_batch() {
    QFETCH(QStringList, options);
    const QString tag = QString::fromLatin1(QTest::currentDataTag());
    const auto alone = runCli(trainCaptioner("alone " + tag, 8, 4) + options);
    QVERIFY2(alone.exit_code == 0, alone.err.c_str());
    auto both = startBoth(trainCaptioner("together " + tag, 8, 2) + options);
    const auto first = resultOf(*both[0]), second = resultOf(*both[1]);
    if (first.value("message", "").find("libgloo-dev") != std::string::npos) QSKIP("this build has no Gloo");
    QVERIFY2(both[0]->exitCode() == 0, both[0]->readAllStandardError().constData());
    QVERIFY2(both[1]->exitCode() == 0, both[1]->readAllStandardError().constData());
    QCOMPARE(second["step"].get<int>(), 8);
    QVERIFY(!second.contains("checkpoint"));
    const fs::path one = alone.last()["checkpoint"].get<std::string>(), two = first["checkpoint"].get<std::string>();
    const double difference = largestDifference(one / "model.safetensors", two / "model.safetensors");
    QVERIFY2(difference < 1e-5, qPrintable(QString::number(difference)));
    const auto lossOf = [](const Json& result) { return result["metrics"]["validation_loss"].get<double>(); };
    QVERIFY(std::abs(lossOf(alone.last()) - lossOf(first)) < 1e-4);
    QCOMPARE(readJsonFile(two / "train_state.json")["live"]["processes"].get<int>(), 2);
}

void TrainCommandsTest::a_run_needs_what_the_dry_run_said_data() {
    QTest::addColumn<QStringList>("options");
    QTest::newRow("both parts") << QStringList{};
    QTest::newRow("recomputed") << QStringList{"--gradient-checkpointing", "true"};
    QTest::newRow("lora") << QStringList{"--method", "lora"};
    QTest::newRow("text encoder") << QStringList{"--train-parts", "text_encoder", "--use-ema"};
}

// Processes of their own: the most memory that one ever held is what the run or the measurement held.
void TrainCommandsTest::a_run_needs_what_the_dry_run_said() {
    QFETCH(QStringList, options);
    const QString name = QStringLiteral("needs ") + QString::fromLatin1(QTest::currentDataTag());
    QStringList words = train(name, 4, 16) + options;
    words[words.indexOf("--resolution") + 1] = "128";
    const auto plan = runCli(words + QStringList{"--dry-run"});
    QVERIFY2(plan.exit_code == 0, plan.err.c_str());
    const auto ran = runCli(words);
    QVERIFY2(ran.exit_code == 0, ran.err.c_str());
    const fs::path folder = fs::path(ran.last()["checkpoint"].get<std::string>()).parent_path();
    const std::string log = readBytes(folder / "log.jsonl");
    const Json end = Json::parse(log.substr(log.rfind('\n', log.size() - 2) + 1));
    const auto near = [](double planned, double real) { return planned < 1.25 * real && real < 1.25 * planned; };
    const auto planned = plan.last()["memory_bytes"].get<double>(), real = end["peak_memory_bytes"].get<double>();
    QVERIFY2(near(planned, real), qPrintable(QStringLiteral("memory: said %1, was %2").arg(planned).arg(real)));
    double used = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.hard_link_count() == 1) used += static_cast<double>(entry.file_size());
    // The latents of the first run are encoded once and lie in the cache.
    const double latents = 2.0 * 4 * 16 * 16 * 4 * plan.last()["new_latents"].get<double>();
    const auto said = plan.last()["disk_bytes"].get<double>();
    QVERIFY2(said < 2 * (used + latents) && used + latents < 2 * said,
             qPrintable(QStringLiteral("disk: said %1, was %2").arg(said).arg(used + latents)));
}

void TrainCommandsTest::a_process_that_dies_ends_the_others_and_a_restart_goes_on_data() {
    QTest::addColumn<bool>("captioner");
    QTest::newRow("diffusion model") << false;
    QTest::newRow("captioner") << true;
}

void TrainCommandsTest::a_process_that_dies_ends_the_others_and_a_restart_goes_on() {
    QFETCH(const bool, captioner);
    const int steps = captioner ? 300 : 60;  // those of the small captioner are fast
    const auto words = [&](const QString& name) {
        return captioner ? trainCaptioner(name + " captioner", steps, 2) : train(name, steps, 2);
    };
    const auto undisturbed = startBoth(words("undisturbed"));
    const auto expected = resultOf(*undisturbed[0]);
    if (expected.value("message", "").find("libgloo-dev") != std::string::npos) QSKIP("this build has no Gloo");
    QVERIFY2(undisturbed[0]->exitCode() == 0, undisturbed[0]->readAllStandardError().constData());
    undisturbed[1]->waitForFinished();

    const auto arguments = words("elastic");
    // Looked at from outside: a program that opened the project now could be the one that may write.
    const fs::path runs = fs::path(project().toStdString()) / "runs";
    std::int64_t newest = 0;
    for (const auto& entry : fs::directory_iterator(runs))
        newest = std::max<std::int64_t>(newest, std::atoll(entry.path().filename().c_str()));
    const auto saved = [&] {
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(runs / std::to_string(newest + 1), error))
            if (fs::exists(entry.path() / "train_state.json")) return true;
        return false;
    };
    auto first = startBoth(arguments);
    QTRY_VERIFY(saved());
    ::kill(static_cast<pid_t>(first[1]->processId()), SIGKILL);
    QVERIFY(first[0]->waitForFinished(kPatienceMs));
    first[1]->waitForFinished();
    QCOMPARE(first[0]->exitCode(), 1);
    QVERIFY(first[0]->readAllStandardError().contains("Another process"));

    auto again = startBoth(arguments, 1);
    const auto result = resultOf(*again[0]);
    QVERIFY2(again[0]->exitCode() == 0, again[0]->readAllStandardError().constData());
    again[1]->waitForFinished();
    QVERIFY(result["checkpoint"].get<std::string>().ends_with("0" + std::to_string(steps)));
    const char* file = "train_state.safetensors";
    const fs::path one = expected["checkpoint"].get<std::string>(), two = result["checkpoint"].get<std::string>();
    QVERIFY(readBytes(one / file) == readBytes(two / file));
    const auto rows = runCli({"runs", "list", project(), "--json"}).last()["runs"];
    const auto name = arguments.at(arguments.indexOf("--out") + 1).toStdString();
    QCOMPARE(std::count_if(rows.begin(), rows.end(), [&](const Json& r) { return r["name"] == name; }), 1);
}

void TrainCommandsTest::a_detached_run_can_be_watched_and_steered() {
    const auto started = runCli(train("detached", 100'000, 2) << "--detach");
    QVERIFY2(started.exit_code == 0, started.err.c_str());
    const auto number = QString::number(started.last()["run"].get<int>());
    QVERIFY(fs::exists(started.last()["log"].get<std::string>()));
    const auto shown = [&] { return runCli({"runs", "show", project(), number, "--json"}).last()["runs"][0]; };
    QTRY_VERIFY(shown()["step"].get<int>() > 0);
    QCOMPARE(runCli({"runs", "tell", project(), number, "pause"}).exit_code, 0);
    QTRY_COMPARE(shown()["state"].get<std::string>(), std::string("paused"));
    QCOMPARE(runCli({"runs", "tell", project(), number, "set", "learning_rate", "1e-5"}).exit_code, 0);
    QCOMPARE(runCli({"runs", "tell", project(), number, "set"}).exit_code, 2);
    QCOMPARE(runCli({"runs", "tell", project(), number, "resume"}).exit_code, 0);
    QTRY_VERIFY(std::abs(shown()["scalars"]["lr"]["value"].get<double>() - 1e-5) < 1e-9);
    // Somebody who watches sees progress, and the end.
    QProcess watcher;
    watcher.start(text(cliProgram()), {"runs", "attach", project(), number, "--json"});
    QTRY_VERIFY(watcher.bytesAvailable() > 0);
    QCOMPARE(runCli({"runs", "tell", project(), number, "stop-after-saving"}).exit_code, 0);
    const auto end = resultOf(watcher);
    QCOMPARE(end["state"].get<std::string>(), std::string("cancelled"));
    const auto last = shown();
    QCOMPARE(last["checkpoints"].back()["step"].get<int>(), last["step"].get<int>());
    QCOMPARE(end["step"].get<int>(), last["step"].get<int>());
}

void TrainCommandsTest::a_detached_run_that_is_killed_shows_as_interrupted() {
    const auto started = runCli(train("killed", 100'000, 2) << "--detach");
    QVERIFY2(started.exit_code == 0, started.err.c_str());
    const auto number = QString::number(started.last()["run"].get<int>());
    const auto process = started.last()["process"].get<pid_t>();
    QProcess watcher;
    watcher.start(text(cliProgram()), {"runs", "attach", project(), number, "--json"});
    QTRY_VERIFY(watcher.bytesAvailable() > 0);
    QCOMPARE(::kill(process, SIGKILL), 0);
    QCOMPARE(resultOf(watcher)["state"].get<std::string>(), std::string("interrupted"));
    const auto run = runCli({"runs", "show", project(), number, "--json"}).last()["runs"][0];
    QCOMPARE(run["state"].get<std::string>(), std::string("interrupted"));
}

void TrainCommandsTest::what_is_not_running_cannot_be_steered() {
    const auto told = runCli({"runs", "tell", project(), "alone", "pause"});
    QCOMPARE(told.exit_code, 1);
    QVERIFY(told.err.find("not being worked on") != std::string::npos);
    QCOMPARE(runCli({"runs", "tell", project(), "alone", "dance"}).exit_code, 2);
    QCOMPARE(runCli(train("x", 0, 2) << "--detach").exit_code, 2);
}

void TrainCommandsTest::a_caption_curve_compares_numbers_of_captions() {
    const Json pictures = runCli({"dataset", "query", project(), "has:alttext", "--json"}).last()["items"];
    QCOMPARE(pictures.size(), std::size_t{9});
    for (const auto& image : pictures) {
        const auto key = QString::fromStdString(image["key"].get<std::string>());
        for (const auto& [source, caption] : {std::pair{"human_short", "a red bus"}, {"human_long", "two dogs"}})
            QCOMPARE(runCli({"caption", "set", project(), key, "--source", source, "--text", caption}).exit_code, 0);
    }
    const QStringList curve{"caption",
                            "curve",
                            project(),
                            "--base",
                            text(goldenRoot() / "blip/captioning/model"),
                            "--counts",
                            "4,all",
                            "--seeds",
                            "2",
                            "--max-steps",
                            "2",
                            "--batch-size",
                            "2",
                            "--replicates",
                            "20",
                            "--threads",
                            "1",
                            "--device",
                            "cpu",
                            "--json"};
    const auto plan = runCli(curve + QStringList{"--dry-run"});
    QVERIFY2(plan.exit_code == 0, plan.err.c_str());
    QVERIFY(hasKeys(plan.last(), {"points", "steps", "available", "held_out_images", "held_out_captions", "left_out"}));
    QVERIFY(plan.last()["points"].size() == 5 && plan.last()["steps"] == 8);
    const auto made = runCli(curve);
    QVERIFY2(made.exit_code == 0, made.err.c_str());
    const Json result = made.last();
    QVERIFY(hasKeys(result, {"rows", "means", "answers", "run", "made", "available"}));
    QCOMPARE(result["made"].get<int>(), 5);
    std::vector<int> captions;
    for (const auto& row : result["rows"]) {
        captions.push_back(row["captions"].get<int>());
        QVERIFY(row["seed"].is_number_integer());
        for (const auto* measure : {"validation_loss", "cider_d", "bleu_4", "rouge_l"})
            QVERIFY2(hasKeys(row["metrics"][measure], {"value", "low", "high", "n"}), measure);
    }
    QCOMPARE(captions, (std::vector<int>{0, 4, 4, 16, 16}));  // one of nine images is held out
    QCOMPARE(runCli(curve).last()["made"].get<int>(), 0);
    auto people = curve;
    people.removeLast();
    const auto said = runCli(people);
    const auto answer = (said.out + said.err).find("CIDEr-D: ");
    QVERIFY(answer != std::string::npos);
    QCOMPARE((said.out + said.err).find("CIDEr-D: ", answer + 1), std::string::npos);
    QCOMPARE(runCli({"caption", "curve", project(), "--counts", "4"}).exit_code, 2);
    auto wrong = curve;
    wrong[6] = "none";
    const auto refused = runCli(wrong);
    QCOMPARE(refused.exit_code, 2);
    QVERIFY2(refused.err.find("neither a number above 0 nor all") != std::string::npos, refused.err.c_str());
}
