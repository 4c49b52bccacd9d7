// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_replicas.h"

#include "base/error.h"
#include "tensor_io/safetensors.h"
#include "tiny_trainer.h"
#include "train/process_group.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <arpa/inet.h>
#include <sys/socket.h>
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

// A port that nobody listens on just now.
int freePort() {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool ok = ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(fd);
    return ok ? ntohs(address.sin_port) : 29511;
}

}  // namespace

int runAsReplica() {
    const auto file = qEnvironmentVariable("RECAP_TEST_REPLICA").toStdString();
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
    std::vector<std::unique_ptr<QProcess>> processes;
    for (int rank = 0; rank < 2; ++rank) {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("RECAP_TEST_REPLICA"), QString::fromStdString(file.string()));
        environment.insert(QStringLiteral("RANK"), QString::number(rank));
        environment.insert(QStringLiteral("WORLD_SIZE"), QStringLiteral("2"));
        environment.insert(QStringLiteral("MASTER_ADDR"), QStringLiteral("127.0.0.1"));
        environment.insert(QStringLiteral("MASTER_PORT"), QString::number(port));
        environment.insert(QStringLiteral("OMP_NUM_THREADS"), QStringLiteral("1"));
        auto& process = *processes.emplace_back(std::make_unique<QProcess>());
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(QCoreApplication::applicationFilePath(), QStringList());
    }
    const auto alone = replicaTrainer(replicaOptions(4), {});
    for (int i = 0; i < kSteps; ++i) alone->step();
    for (auto& process : processes) {
        QVERIFY(process->waitForFinished(90'000));
        QCOMPARE(process->exitCode(), 0);
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
