// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/network_judge_internal.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/parallel.h"
#include "image/decode.h"
#include "nn/packed_weights.h"
#include "train/device.h"
#include "workflow/judging/judgement_cache.h"

#include <torch/utils.h>

#include <algorithm>
#include <bit>
#include <future>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace recap {
namespace {

// Pictures of one batch, ready for the network.
struct Prepared {
    std::vector<std::size_t> places;
    std::vector<torch::Tensor> inputs;
    std::vector<std::array<int, 2>> sizes;
};

Prepared prepare(std::span<const PictureToJudge> pictures, std::vector<std::size_t> places, const NetworkView& view,
                 int threads) {
    Prepared out{std::move(places), {}, {}};
    out.inputs.resize(out.places.size());
    out.sizes.resize(out.places.size());
    parallelFor(out.places.size(), threads, [&](std::size_t i) {
        const torch::NoGradGuard noGrad;
        const auto image = decodeImage(pictures[out.places[i]].path);
        out.sizes[i] = {image.width, image.height};
        const auto* objects = pictures[out.places[i]].objects;
        out.inputs[i] = objects != nullptr ? view.objects(image, *objects) : view.input(image);
    });
    return out;
}

// Where objects are, as bits.
std::string placesOf(const std::vector<Detection>& objects) {
    std::string out;
    for (const auto& object : objects)
        for (const float side : object.box) out.append(std::to_string(std::bit_cast<std::uint32_t>(side))).append(" ");
    return out;
}

torch::ScalarType typeOf(const JudgeEntry& entry, const torch::Device& device) {
    if (entry.dtype != kHalfPrecision) return torch::kFloat32;
    if (device.is_cpu())
        throw Error(
            ErrorCode::InvalidOption,
            message("Judge '%1' asks for float16, which is computed on a GPU; its device is the CPU.", entry.name));
    return torch::kFloat16;
}

std::vector<std::string> keysOf(std::span<const PictureToJudge> pictures, const NetworkView& view, int threads) {
    std::vector<std::string> keys(pictures.size());
    parallelFor(pictures.size(), threads, [&](std::size_t i) {
        const auto& picture = pictures[i];
        auto text = view.configuration;
        if (view.text && picture.prompt != nullptr) text.append("\n").append(view.text(*picture.prompt));
        if (picture.objects != nullptr) text.append("\n").append(placesOf(*picture.objects));
        keys[i] = JudgementCache::keyOf(sha256File(picture.path), text);
    });
    return keys;
}

// For each picture the next one that is equal; 0: there is none.
std::vector<std::size_t> equalPictures(const std::vector<std::string>& keys) {
    std::vector<std::size_t> next(keys.size());
    std::unordered_map<std::string_view, std::size_t> last;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto [before, isNew] = last.emplace(keys[i], i);
        if (!isNew) next[std::exchange(before->second, i)] = i;
    }
    return next;
}

}  // namespace

NetworkJudge::NetworkJudge(const JudgeEntry& entry, std::string hash, std::filesystem::path cache)
    : entry_(entry),
      hash_(std::move(hash)),
      cache_(std::move(cache)),
      device_(deviceFromOption(entry.device.empty() ? "auto" : entry.device)),
      type_(typeOf(entry, device_)) {}

PictureJudge::Facts NetworkJudge::factsWith(std::string resize) const {
    Facts facts{entry_.name, entry_.kind, hash_, std::move(resize)};
    if (type_ == torch::kFloat16) facts.more["judge_dtype"] = kHalfPrecision;
    return facts;
}

NetworkJudge::~NetworkJudge() = default;

std::vector<Judgement> NetworkJudge::judge(std::span<const PictureToJudge> pictures, std::string_view name,
                                           const std::string& stage, JobContext& context) {
    std::vector<Judgement> judgements(pictures.size());
    lookAt(pictures, name, stage, context,
           [&](std::size_t i, Judgement&& judgement) { judgements[i] = std::move(judgement); });
    return judgements;
}

void NetworkJudge::judgeEach(std::span<const PictureToJudge> pictures, std::string_view name, const std::string& stage,
                             JobContext& context, const Found& found) {
    if (asTheNetworkSees(name))
        lookAt(pictures, name, stage, context, found);
    else
        PictureJudge::judgeEach(pictures, name, stage, context, found);
}

std::optional<std::int64_t> NetworkJudge::keep(std::span<const PictureToJudge> pictures, std::string_view name,
                                               const std::string& stage, JobContext& context) {
    if (cache_.empty()) return std::nullopt;
    return lookAt(
        pictures, computedView(name), stage, context, [](std::size_t, Judgement&&) {}, true);
}

JudgementCache& NetworkJudge::cacheOf(std::string_view view) {
    auto found = caches_.find(view);
    if (found == caches_.end())
        found = caches_.emplace(view, std::make_unique<JudgementCache>(cache_, hash_, view)).first;
    else
        found->second->refresh();
    return *found->second;
}

// Gives every judgement to `found`; how many pictures had to be looked at.
std::int64_t NetworkJudge::lookAt(std::span<const PictureToJudge> pictures, std::string_view name,
                                  const std::string& stage, JobContext& context, const Found& found, bool mustKeep) {
    const auto total = static_cast<std::int64_t>(pictures.size());
    const auto threads = torch::get_num_threads();
    auto looks = view(name);
    if (type_ == torch::kFloat16) looks.configuration.append("\n").append(kHalfPrecision);
    auto most = static_cast<std::size_t>(looks.batch);  // at once, where memory holds it
    auto& cache = cacheOf(name);
    const auto keys = keysOf(pictures, looks, threads);
    const auto next = equalPictures(keys);
    std::int64_t done = 0, looked = 0;
    const auto give = [&](std::size_t place, Judgement&& judgement) {
        for (auto copy = next[place]; copy != 0; copy = next[copy], ++done) found(copy, Judgement(judgement));
        found(place, std::move(judgement));
        ++done;
    };
    std::vector<bool> isCopy(pictures.size());
    for (const auto copy : next) isCopy[copy] = copy != 0;
    std::size_t at = 0;
    // Another process may have judged pictures since this one began.
    const auto nextBatch = [&] {
        cache.refresh();
        std::vector<std::size_t> batch;
        for (; at < pictures.size() && std::ssize(batch) < looks.batch; ++at) {
            if (isCopy[at]) continue;
            if (auto known = cache.find(keys[at]))
                give(at, std::move(*known));
            else
                batch.push_back(at);
        }
        if (mustKeep && !batch.empty()) cache.requireKept();
        return batch;
    };
    const auto prepareLater = [&](std::vector<std::size_t> batch) {
        return std::async(std::launch::async, [&, batch = std::move(batch)]() mutable {
            return prepare(pictures, std::move(batch), looks, threads);
        });
    };
    const nn::PackedWeights packed(nn::packingBudget());  // of every batch
    for (auto following = prepareLater(nextBatch());;) {
        context.pausePoint();
        context.report({stage, done, total});
        const auto batch = following.get();
        if (batch.places.empty()) break;
        following = prepareLater(nextBatch());
        std::vector<PictureToJudge> of;
        for (const auto place : batch.places) of.push_back(pictures[place]);
        const c10::InferenceMode inference;
        const auto before = most;
        auto seen = lookWithinMemory(looks, batch.inputs, of, batch.sizes, most);
        if (most < before)
            context.say(
                message("The memory of the device does not hold %1 pictures at once for judge '%2'; it looks "
                        "at %3 at once from here on.",
                        before, entry_.name, most));
        std::vector<JudgementCache::Entry> entries;
        for (std::size_t i = 0; i < seen.size(); ++i) entries.push_back({keys[batch.places[i]], std::move(seen[i])});
        cache.add(entries);
        looked += std::ssize(entries);
        for (std::size_t i = 0; i < entries.size(); ++i) give(batch.places[i], std::move(entries[i].judgement));
    }
    context.report({stage, total, total});
    return looked;
}

std::vector<Judgement> lookWithinMemory(const NetworkView& view, const std::vector<torch::Tensor>& inputs,
                                        std::span<const PictureToJudge> of, std::span<const std::array<int, 2>> sizes,
                                        std::size_t& most) {
    std::vector<Judgement> seen;
    for (std::size_t begin = 0; begin < inputs.size();) {
        const auto count = std::min(most, inputs.size() - begin);
        const auto first = inputs.begin() + static_cast<std::ptrdiff_t>(begin);
        try {
            auto found = view.look({first, first + static_cast<std::ptrdiff_t>(count)}, of.subspan(begin, count),
                                   sizes.subspan(begin, count));
            std::move(found.begin(), found.end(), std::back_inserter(seen));
            begin += count;
        } catch (const c10::OutOfMemoryError&) {
            if (count == 1)
                throw Error(ErrorCode::OutOfMemory,
                            message("The memory of the device does not hold one picture (%1).", of[begin].path));
            most = count / 2;
        }
    }
    return seen;
}

std::vector<Judgement> featuresOfRows(const torch::Tensor& rows) {
    const auto plain = rows.to(torch::kCPU, torch::kFloat32).contiguous();
    std::vector<Judgement> out(static_cast<std::size_t>(plain.size(0)));
    const auto* values = plain.data_ptr<float>();
    for (auto& judgement : out) {
        judgement.features.assign(values, values + plain.size(1));
        values += plain.size(1);
    }
    return out;
}

}  // namespace recap
