// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/process_group.h"

#include "base/error.h"

#include <charconv>
#include <cstdlib>

#ifdef RECAP_HAS_GLOO
#include <torch/types.h>
#include <torch/utils.h>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

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
                    std::string("The variable ") + name + " is '" + text + "' and not a number. Start with torchrun.");
    return value;
}

}  // namespace

ProcessPlace placeFromEnvironment() {
    ProcessPlace place;
    place.rank = number("RANK", 0);
    place.world = number("WORLD_SIZE", 1);
    place.master_address = variable("MASTER_ADDR", place.master_address);
    place.master_port = static_cast<int>(number("MASTER_PORT", place.master_port));
    place.agent_store = variable("TORCHELASTIC_USE_AGENT_STORE", "") == "True";
    if (place.world < 1 || place.rank < 0 || place.rank >= place.world)
        throw Error(ErrorCode::InvalidOption, "RANK " + std::to_string(place.rank) + " of WORLD_SIZE " +
                                                  std::to_string(place.world) + " cannot be. Start with torchrun.");
    return place;
}

#ifdef RECAP_HAS_GLOO
namespace {

constexpr std::int64_t kBucketBytes = 25 << 20;  // as torch's DistributedDataParallel

class GlooReplicas final : public Replicas {
public:
    GlooReplicas(const ProcessPlace& place) : place_(place) {
        c10d::TCPStoreOptions options;
        options.port = static_cast<std::uint16_t>(place.master_port);
        options.isServer = place.rank == 0 && !place.agent_store;
        options.numWorkers = static_cast<std::size_t>(place.world);
        options.timeout = std::chrono::minutes(5);
        store_ = c10::make_intrusive<c10d::TCPStore>(place.master_address, options);
        auto groupOptions = c10d::ProcessGroupGloo::Options::create();
        const bool local = place.master_address == "127.0.0.1" || place.master_address == "localhost";
        groupOptions->devices.push_back(local ? c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1")
                                              : c10d::ProcessGroupGloo::createDefaultDevice());
        group_ = c10::make_intrusive<c10d::ProcessGroupGloo>(c10::make_intrusive<c10d::PrefixStore>("recap", store_),
                                                             static_cast<int>(place.rank),
                                                             static_cast<int>(place.world), groupOptions);
    }

    std::int64_t rank() const override { return place_.rank; }
    std::int64_t world() const override { return place_.world; }

    void average(std::vector<torch::Tensor> tensors) override {
        const torch::NoGradGuard noGrad;
        std::vector<Bucket> onTheWay;
        for (auto& part : inBuckets(std::move(tensors))) {
            Bucket& bucket = onTheWay.emplace_back(Bucket{std::move(part), {}, {}});
            bucket.flat = {flattened(bucket.tensors)};
            bucket.work = group_->allreduce(bucket.flat);
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
            group_->broadcast(one)->wait();
            tensor.copy_(one.front());
        }
    }

    void barrier() override { group_->barrier()->wait(); }

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

    static torch::Tensor flattened(const std::vector<torch::Tensor>& tensors) {
        std::vector<torch::Tensor> parts;
        for (const auto& tensor : tensors) parts.push_back(tensor.reshape(-1).cpu());
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
    c10::intrusive_ptr<c10d::ProcessGroupGloo> group_;
};

}  // namespace

bool hasProcessGroups() {
    return true;
}

std::shared_ptr<Replicas> joinProcesses(const ProcessPlace& place) {
    try {
        return std::make_shared<GlooReplicas>(place);
    } catch (const std::exception& e) {
        throw Error(ErrorCode::Internal, "The other processes could not be met at " + place.master_address + ":" +
                                             std::to_string(place.master_port) + ": " + e.what());
    }
}
#else
bool hasProcessGroups() {
    return false;
}

std::shared_ptr<Replicas> joinProcesses(const ProcessPlace&) {
    throw Error(ErrorCode::Internal,
                "This build trains with one process only: the Gloo headers (libgloo-dev) were not there.");
}
#endif

}  // namespace recap
