// SPDX-License-Identifier: GPL-3.0-or-later
#include "replicas_test.h"

#include "base/error.h"
#include "support/free_port.h"
#include "tensor_io/safetensors.h"
#include "tiny_trainer.h"
#include "train/process_group.h"

#include <QTest>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kSteps = 6;
constexpr std::int64_t kImages = 9;

DiffusionTrainOptions replicaOptions(std::int64_t batch) {
    auto options = tinyOptions();
    options.batch_size = batch;
    options.gradient_accumulation = 2;
    return options;
}

std::unique_ptr<DiffusionTrainer> replicaTrainer(const DiffusionTrainOptions& options, Share share) {
    return tinyTrainer(options, kImages,
                       std::make_unique<DrawnBatches>(std::vector<LatentSet>{tinyLatents(kImages)},
                                                      tinyCaptions(options, kImages), 1000, options, share));
}

// This program again as one of two processes; no QProcess, for builds without Qt. Returns its process number.
pid_t startReplica(const std::filesystem::path& file, int rank, int port) {
    std::vector<std::string> variables{"RECAP_TEST_REPLICA=" + file.string(),
                                       std::string("RANK=").append(std::to_string(rank)),
                                       "WORLD_SIZE=2",
                                       "MASTER_ADDR=127.0.0.1",
                                       std::string("MASTER_PORT=").append(std::to_string(port)),
                                       "OMP_NUM_THREADS=1"};
    std::vector<char*> environment;
    for (auto& variable : variables) environment.push_back(variable.data());
    for (char** inherited = environ; *inherited != nullptr; ++inherited) environment.push_back(*inherited);
    environment.push_back(nullptr);
    std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
    char* arguments[] = {program.data(), nullptr};
    pid_t pid = -1;
    return ::posix_spawn(&pid, program.c_str(), nullptr, nullptr, arguments, environment.data()) == 0 ? pid : -1;
}

}  // namespace

int runAsReplica() {
    const auto file = qgetenv("RECAP_TEST_REPLICA").toStdString();
    if (file.empty()) return -1;
    at::set_num_threads(1);
    const auto place = placeFromEnvironment();
    const auto replicas = joinProcesses(place);
    const auto trainer = replicaTrainer(replicaOptions(2), {place.rank, place.world});
    {
        // What rank 1 begins with must not matter.
        const torch::NoGradGuard noGrad;
        if (place.rank == 1) trainer->unet()->parameters().front().add_(1);
    }
    trainer->join(replicas);
    for (int i = 0; i < kSteps; ++i) trainer->step();
    if (replicas->writes()) saveSafetensors(file, trainer->state());
    replicas->barrier();
    return 0;
}

void TestReplicas::two_processes_train_what_one_does_with_twice_the_batch() {
    if (!hasProcessGroups()) QSKIP("this build has no Gloo");
    const TempDir dir;
    const auto file = dir / "state.safetensors";
    const int port = freePort();
    const pid_t processes[] = {startReplica(file, 0, port), startReplica(file, 1, port)};
    const auto alone = replicaTrainer(replicaOptions(4), {});
    for (int i = 0; i < kSteps; ++i) alone->step();
    for (const pid_t process : processes) {
        int status = -1;
        QVERIFY(process > 0 && ::waitpid(process, &status, 0) == process);
        QCOMPARE(status, 0);
    }
    const auto together = loadSafetensors(file);
    double largest = 0;
    for (const auto& [name, tensor] : alone->state()) {
        // The gradient of a key bias is zero but for rounding, which AdamW makes a step of.
        if (!name.starts_with("weights.") || name.ends_with("k_proj.bias")) continue;
        largest = std::max(largest, (tensor - together.at(name)).abs().max().item<double>());
    }
    QVERIFY2(largest < 1e-4, qPrintable(QStringLiteral("the weights differ by %1").arg(largest)));
}

void TestReplicas::variables_that_do_not_fit_are_refused() {
    QCOMPARE(placeFromEnvironment().world, std::int64_t{1});
    qputenv("RANK", "3");
    qputenv("WORLD_SIZE", "2");
    QVERIFY_EXCEPTION_THROWN(placeFromEnvironment(), Error);
    qputenv("RANK", "one");
    QVERIFY_EXCEPTION_THROWN(placeFromEnvironment(), Error);
    qunsetenv("RANK");
    qunsetenv("WORLD_SIZE");
}
