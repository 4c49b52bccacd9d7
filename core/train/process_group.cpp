// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/process_group.h"

#include "base/error.h"

#include <charconv>
#include <cstdlib>

#ifdef RECAP_HAS_GLOO
#include <torch/cuda.h>
#include <torch/types.h>
#include <torch/utils.h>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#ifdef RECAP_HAS_REDUCER
#include <torch/csrc/distributed/c10d/reducer.hpp>
#endif
#ifdef RECAP_HAS_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#include <algorithm>
#include <chrono>
#include <utility>
#endif

namespace recap {
namespace {

std::string variable(const char* name, const std::string& fallback) {
    const char* text = std::getenv(name);
    return text != nullptr && *text != '\0' ? text : fallback;
}

std::int64_t number(const char* name, std::int64_t fallback) {
    const std::string text = variable(name, std::to_string(fallback));
    std::int64_t value = 0;
    const auto end = text.data() + text.size();
    if (const auto parsed = std::from_chars(text.data(), end, value); parsed.ec != std::errc{} || parsed.ptr != end)
        throw Error(ErrorCode::InvalidOption,
                    message("The environment variable %1 is '%2', not a number. Start with torchrun.", name, text));
    return value;
}

}  // namespace

ProcessPlace placeFromEnvironment() {
    ProcessPlace place;
    place.rank = number("RANK", 0);
    place.world = number("WORLD_SIZE", 1);
    place.master_address = variable("MASTER_ADDR", place.master_address);
    place.master_port = static_cast<int>(number("MASTER_PORT", place.master_port));
    place.local_rank = number("LOCAL_RANK", place.rank);
    place.restarts = number("TORCHELASTIC_RESTART_COUNT", 0);
    place.start_id = variable("TORCHELASTIC_RUN_ID", "");
    place.agent_store = variable("TORCHELASTIC_USE_AGENT_STORE", "") == "True";
    if (place.world < 1 || place.rank < 0 || place.rank >= place.world)
        throw Error(ErrorCode::InvalidOption,
                    message("RANK %1 does not fit WORLD_SIZE %2. Start with torchrun.", place.rank, place.world));
    return place;
}

#ifdef RECAP_HAS_GLOO
namespace {

constexpr std::int64_t kBucketBytes = 25 << 20, kFirstBucketBytes = 1 << 20;  // as torch's DistributedDataParallel
// A process that died closes its connections, which is noticed at once; a silent one is rank 0 at work or paused.
constexpr auto kSilence = std::chrono::hours(24);

class C10dReplicas final : public Replicas {
public:
    explicit C10dReplicas(const ProcessPlace& place) : place_(place) {
        c10d::TCPStoreOptions options;
        options.port = static_cast<std::uint16_t>(place.master_port);
        options.isServer = place.rank == 0 && !place.agent_store;
        options.numWorkers = static_cast<std::size_t>(place.world);
        options.timeout = std::chrono::minutes(5);
        auto store = c10::make_intrusive<c10d::TCPStore>(place.master_address, options);
        // A restarted process must not read what the one before it left in torchrun's store.
        const std::string prefix = "recap/" + std::to_string(place.restarts);
        store_ = c10::make_intrusive<c10d::PrefixStore>(prefix, store);
        const auto rank = static_cast<int>(place.rank), world = static_cast<int>(place.world);
        gloo_ = makeGloo(rank, world);
        group_ = c10::make_intrusive<c10d::ProcessGroup>(store_, rank, world);
        group_->setBackend(c10::DeviceType::CPU, c10d::ProcessGroup::BackendType::GLOO, gloo_);
        group_->setDefaultBackend(c10d::ProcessGroup::BackendType::GLOO);
#ifdef RECAP_HAS_NCCL
        if (torch::cuda::is_available()) {
            nccl_ = c10::make_intrusive<c10d::ProcessGroupNCCL>(c10::make_intrusive<c10d::PrefixStore>("nccl", store_),
                                                                rank, world, c10d::ProcessGroupNCCL::Options::create());
            group_->setBackend(c10::DeviceType::CUDA, c10d::ProcessGroup::BackendType::NCCL, nccl_);
        }
#endif
    }

    std::int64_t rank() const override {
        return place_.rank;
    }
    std::int64_t world() const override {
        return place_.world;
    }
    std::int64_t localRank() const override {
        return place_.local_rank;
    }

    bool overlap(std::vector<torch::Tensor> parameters) override {
#ifdef RECAP_HAS_REDUCER
        const bool travels = std::all_of(parameters.begin(), parameters.end(),
                                         [this](const torch::Tensor& p) { return p.is_cpu() || carries(p.device()); });
        if (!travels || parameters.empty()) return false;
        const std::vector<bool> dense(parameters.size(), false);
        auto buckets = std::get<0>(c10d::compute_bucket_assignment_by_size(
            parameters, {static_cast<std::size_t>(kFirstBucketBytes), static_cast<std::size_t>(kBucketBytes)}, dense,
            {}, std::nullopt));
        // The backward pass meets the last parameters first.
        std::reverse(buckets.begin(), buckets.end());
        const bool someMayBeUnused = true, gradientsAreViews = false;
        reducer_ = std::make_unique<c10d::Reducer>(
            std::move(parameters), std::move(buckets), group_, dense, kBucketBytes, someMayBeUnused, gradientsAreViews,
            std::unordered_map<std::size_t, std::string>{}, kFirstBucketBytes, false, false,
            std::vector<std::int64_t>{kFirstBucketBytes, kBucketBytes});
        return true;
#else
        return parameters.empty();
#endif
    }

    void beforeBackward([[maybe_unused]] const torch::Tensor& loss) override {
#ifdef RECAP_HAS_REDUCER
        if (reducer_) reducer_->prepare_for_backward({loss});
#endif
    }

    void average(std::vector<torch::Tensor> tensors) override {
        const torch::NoGradGuard noGrad;
        std::vector<Bucket> onTheWay;
        for (auto& part : inBuckets(std::move(tensors))) {
            Bucket& bucket = onTheWay.emplace_back(Bucket{std::move(part), {}, {}});
            bucket.flat = {flattened(bucket.tensors)};
            bucket.work = backendOf(bucket.flat.front())->allreduce(bucket.flat);
        }
        for (auto& bucket : onTheWay) {
            bucket.work->wait();
            bucket.flat.front().div_(place_.world);
            unflatten(bucket);
        }
    }

    void broadcast(std::vector<torch::Tensor> tensors) override {
        const torch::NoGradGuard noGrad;
        for (auto& tensor : tensors) {
            std::vector<torch::Tensor> one{tensor.contiguous().cpu()};
            gloo_->broadcast(one)->wait();
            tensor.copy_(one.front());
        }
    }

    void barrier() override {
        gloo_->barrier()->wait();
    }

private:
    struct Bucket {
        std::vector<torch::Tensor> tensors, flat;
        c10::intrusive_ptr<c10d::Work> work;
    };

    // Neighbours of one type, up to kBucketBytes.
    static std::vector<std::vector<torch::Tensor>> inBuckets(std::vector<torch::Tensor> tensors) {
        std::vector<std::vector<torch::Tensor>> buckets;
        std::int64_t bytes = kBucketBytes;
        for (auto& tensor : tensors) {
            if (bytes >= kBucketBytes || buckets.back().front().scalar_type() != tensor.scalar_type()) {
                buckets.emplace_back();
                bytes = 0;
            }
            bytes += static_cast<std::int64_t>(tensor.nbytes());
            buckets.back().push_back(std::move(tensor));
        }
        return buckets;
    }

    c10::intrusive_ptr<c10d::Backend> makeGloo(int rank, int world) {
        auto options = c10d::ProcessGroupGloo::Options::create();
        options->timeout = kSilence;
        const bool local = place_.master_address == "127.0.0.1" || place_.master_address == "localhost";
        options->devices.push_back(local ? c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1")
                                         : c10d::ProcessGroupGloo::createDefaultDevice());
        return c10::make_intrusive<c10d::ProcessGroupGloo>(c10::make_intrusive<c10d::PrefixStore>("gloo", store_), rank,
                                                           world, options);
    }

    // Whether tensors of this device travel without a copy to the host.
    bool carries(const torch::Device& device) const {
        return device.is_cuda() && nccl_;
    }
    const c10::intrusive_ptr<c10d::Backend>& backendOf(const torch::Tensor& tensor) const {
        return carries(tensor.device()) ? nccl_ : gloo_;
    }

    torch::Tensor flattened(const std::vector<torch::Tensor>& tensors) const {
        std::vector<torch::Tensor> parts;
        for (const auto& tensor : tensors)
            parts.push_back(carries(tensor.device()) ? tensor.reshape(-1) : tensor.reshape(-1).cpu());
        return torch::cat(parts);
    }

    static void unflatten(Bucket& bucket) {
        std::int64_t at = 0;
        for (auto& tensor : bucket.tensors) {
            tensor.copy_(bucket.flat.front().slice(0, at, at + tensor.numel()).view(tensor.sizes()));
            at += tensor.numel();
        }
    }

    ProcessPlace place_;
    c10::intrusive_ptr<c10d::Store> store_;
    c10::intrusive_ptr<c10d::Backend> gloo_, nccl_;  // nccl_: only with GPUs
    c10::intrusive_ptr<c10d::ProcessGroup> group_;
#ifdef RECAP_HAS_REDUCER
    std::unique_ptr<c10d::Reducer> reducer_;
#endif
};

}  // namespace

bool hasProcessGroups() {
    return true;
}

bool hasCardToCard() {
#ifdef RECAP_HAS_NCCL
    return true;
#else
    return false;
#endif
}

std::shared_ptr<Replicas> joinProcesses(const ProcessPlace& place) {
    try {
        return std::make_shared<C10dReplicas>(place);
    } catch (const std::exception& e) {
        throw Error(ErrorCode::Internal, message("The other processes could not be reached at %1:%2: %3",
                                                 place.master_address, place.master_port, e.what()));
    }
}
#else
bool hasProcessGroups() {
    return false;
}

bool hasCardToCard() {
    return false;
}

std::shared_ptr<Replicas> joinProcesses(const ProcessPlace&) {
    throw Error(ErrorCode::Internal,
                message("This build trains with one process only: the Gloo headers (libgloo-dev) were missing."));
}
#endif

}  // namespace recap
