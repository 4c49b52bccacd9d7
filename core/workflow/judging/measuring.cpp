// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/measuring.h"

#include "base/describe.h"
#include "base/error.h"
#include "base/random.h"
#include "metrics/metric_registry.h"
#include "metrics/reference_features.h"
#include "workflow/judging/judge_check.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace recap {

// One view of one judge, and what is computed from it.
struct Measuring::Look {
    std::shared_ptr<PictureJudge> judge;
    std::string_view view;
    std::vector<std::string> metrics;
    std::shared_ptr<const ReferenceFeatures> reference = nullptr;
    bool reference_taken = false;

    bool needsReference() const {
        return std::any_of(metrics.begin(), metrics.end(), [&](const std::string& name) {
            const auto* way = findMetric(name)->way(view);
            return way != nullptr && way->needs_reference;
        });
    }
};

namespace {

struct Chosen {
    std::shared_ptr<PictureJudge> judge;
    std::string_view view;
};

// Judges are in the order in which they are preferred.
Chosen chooseJudge(const MetricInfo& info, const std::vector<std::shared_ptr<PictureJudge>>& judges) {
    Chosen first;
    for (const auto& way : info.ways)
        for (const auto& judge : judges) {
            if (!judge->offers(way.view)) continue;
            if (judge->facts(way.view).name == info.name) return {judge, way.view};
            if (first.judge == nullptr && !info.own_weights) first = {judge, way.view};
        }
    return first;
}

Error withoutJudge(const MetricInfo& info) {
    std::vector<std::string_view> kinds;
    std::vector<std::string> names;
    for (const auto& way : info.ways)
        for (auto& kind : judgeKindsWithView(way.view))
            if (std::find(names.begin(), names.end(), kind) == names.end()) names.push_back(std::move(kind));
    kinds.assign(names.begin(), names.end());
    if (info.own_weights)
        return Error(ErrorCode::InvalidOption,
                     message("The metric '%1' is computed by its own weights: the judges file must have a judge called "
                             "'%1' of one of the kinds %2.",
                             info.name, listOf(kinds)));
    return Error(
        ErrorCode::InvalidOption,
        message("No judge can compute '%1': the judges file must have one of the kinds %2.", info.name, listOf(kinds)));
}

JudgedImages partOf(const JudgedImages& images, const std::vector<std::size_t>& places,
                    const std::vector<std::size_t>& prompts) {
    JudgedImages part;
    for (const auto place : places) {
        part.truths.push_back(images.truths[place]);
        part.judgements.push_back(images.judgements[place]);
    }
    part.prompts = prompts;
    return part;
}

constexpr std::uint64_t kSubsetsAtCount = 5;

// Without replacement, in order; the same for every model of as many pictures.
std::vector<std::size_t> drawnPlaces(std::size_t pictures, std::size_t count, std::uint64_t seed,
                                     std::uint64_t subset) {
    std::vector<std::size_t> places(pictures);
    std::iota(places.begin(), places.end(), std::size_t{0});
    Random random(deriveSeed(deriveSeed(seed, "at_count"), subset));
    random.shuffle(places);
    places.resize(count);
    std::sort(places.begin(), places.end());
    return places;
}

// The mean over all subsets would vary from one set of pictures to the next as the number of all pictures does; the
// mean over a few varies by the spread of the subsets besides.
NumberAtCount atCount(const MetricValue& whole, std::int64_t count, const std::vector<double>& values) {
    const auto subsets = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / subsets;
    if (!std::isfinite(mean)) return {};
    const double drawn =
        studentPoint(0.95, std::ssize(values) - 1) * bootstrapStandardError(values) / std::sqrt(subsets);
    return {count, std::ssize(values), mean, mean - std::hypot(whole.value - whole.low, drawn),
            mean + std::hypot(whole.high - whole.value, drawn)};
}

std::vector<MeasuredNumber> inOrder(std::vector<MeasuredNumber> numbers) {
    const auto& registry = metricRegistry();
    std::stable_sort(numbers.begin(), numbers.end(), [&](const MeasuredNumber& a, const MeasuredNumber& b) {
        return findMetric(a.value.name) - registry.data() < findMetric(b.value.name) - registry.data();
    });
    return numbers;
}

}  // namespace

Measuring::~Measuring() = default;

Measuring::Measuring(std::vector<std::shared_ptr<PictureJudge>> judges, std::vector<std::string> wanted,
                     PromptMetricOptions options, References references)
    : options_(std::move(options)), references_(std::move(references)) {
    for (const auto& name : wanted)
        if (findMetric(name) == nullptr)
            throw Error(ErrorCode::InvalidOption,
                        message("There is no metric '%1'; there are: %2.", name, listOf(metricChoices())));
    const auto colours = std::find_if(judges.begin(), judges.end(), [](const auto& j) { return j->tellsColours(); });
    if (colours != judges.end())
        for (const auto& judge : judges) judge->askForColours(*colours);
    for (const auto& info : metricRegistry()) {
        const std::string name(info.name);
        const bool named = std::find(wanted.begin(), wanted.end(), name) != wanted.end();
        if (!wanted.empty() && !named) continue;
        const auto chosen = chooseJudge(info, judges);
        if (chosen.judge == nullptr) {
            if (named) throw withoutJudge(info);
            continue;
        }
        const auto same = [&](const Look& look) { return look.judge == chosen.judge && look.view == chosen.view; };
        auto look = std::find_if(looks_.begin(), looks_.end(), same);
        if (look == looks_.end()) look = looks_.insert(looks_.end(), Look{chosen.judge, chosen.view, {}});
        look->metrics.push_back(name);
    }
}

void Measuring::takeReference(Look& look, JobContext& context) {
    if (look.reference_taken || !look.needsReference()) return;
    look.reference_taken = true;
    std::vector<PictureToJudge> pictures;
    for (const auto& path : references_(look.view)) pictures.push_back({path});
    if (pictures.size() < 2) return;
    const auto judgements = look.judge->judge(pictures, look.view, "Judge real images", context);
    const auto width = std::ssize(judgements.front().features);
    auto features = torch::empty({std::ssize(judgements), width}, torch::kFloat32);
    auto* row = features.data_ptr<float>();
    for (const auto& judgement : judgements) row = std::copy(judgement.features.begin(), judgement.features.end(), row);
    look.reference = std::make_shared<ReferenceFeatures>(features);
}

Measuring::JudgedModel Measuring::judge(const ModelPictures& model, JobContext& context) {
    JudgedModel out{model.name, {}};
    for (auto& look : looks_) {
        takeReference(look, context);
        JudgedImages images;
        std::int64_t blank = 0;
        for (const auto& picture : model.pictures) {
            images.truths.push_back(picture.prompt == nullptr ? PromptTruth() : look.judge->truth(*picture.prompt));
            const bool named = picture.prompt == nullptr || !images.truths.back().objects.empty();
            blank += named || !look.judge->looksForObjects() ? 0 : 1;
        }
        out.not_understood.push_back(blank);
        images.prompts = model.prompts;
        images.judgements = look.judge->judge(model.pictures, look.view, "Judge " + model.name, context);
        out.by_view.push_back(std::move(images));
        const auto unknown = look.judge->unknownClasses(model.pictures);
        const std::vector<std::string_view> names(unknown.begin(), unknown.end());
        out.unknown.push_back(
            names.empty() ? Message()
                          : message("the judge does not know these classes that prompts name: %1", listOf(names)));
    }
    return out;
}

MetricCard Measuring::cardOf(const Look& look) const {
    const auto facts = look.judge->facts(look.view);
    MetricCard card;
    card.judge = facts.name;
    card.judge_kind = facts.kind;
    card.judge_hash = facts.hash;
    card.resize = facts.resize;
    card.colours = facts.colours;
    card.view = look.view;
    card.bootstrap_seed = options_.seed;
    return card;
}

void Measuring::measure(std::size_t place, const JudgedModel& model, JudgedImages images, bool extrapolate,
                        std::vector<MeasuredNumber>& out) const {
    const auto& look = looks_[place];
    const auto pictures = static_cast<std::int64_t>(images.size());
    auto options = options_;
    options.wanted = look.metrics;
    options.extrapolate = extrapolate;
    const PromptMetrics metrics(look.view, std::move(images), look.reference, options);
    for (auto& value : metrics.values()) {
        auto card = cardOf(look);
        card.images = pictures;
        card.prompts = static_cast<std::int64_t>(metrics.promptCount());
        card.not_understood = model.not_understood[place];
        const auto* way = findMetric(value.name)->way(look.view);
        if (way->needs_reference && look.reference) card.reference_images = look.reference->count();
        if (!model.unknown[place].empty() && value.undefined.empty())
            value = {value.name, NAN, NAN, NAN, 0, model.unknown[place]};
        card.metric = value.name;
        card.interval = value.interval;
        card.bootstrap_replicates = static_cast<std::int64_t>(options.replicates);
        card.undefined = value.undefined;
        card.warning = value.warning;
        card.extrapolated = value.extrapolated;
        card.standard_error = value.standard_error;
        out.push_back({std::move(value), std::move(card)});
    }
}

std::vector<MeasuredNumber> Measuring::numbers(const JudgedModel& model) const {
    std::vector<MeasuredNumber> out;
    for (std::size_t i = 0; i < looks_.size(); ++i) measure(i, model, model.by_view[i], true, out);
    return inOrder(std::move(out));
}

std::vector<MeasuredNumber> Measuring::numbersOf(const JudgedModel& model, const std::vector<std::size_t>& places,
                                                 const std::vector<std::size_t>& prompts) const {
    std::vector<MeasuredNumber> out;
    for (std::size_t i = 0; i < looks_.size(); ++i)
        measure(i, model, partOf(model.by_view[i], places, prompts), false, out);
    return inOrder(std::move(out));
}

void Measuring::addAtCount(const JudgedModel& model, std::int64_t count, std::vector<MeasuredNumber>& numbers) const {
    for (std::size_t i = 0; i < looks_.size(); ++i) {
        const auto& images = model.by_view[i];
        const auto pictures = static_cast<std::int64_t>(images.size());
        if (pictures < count) continue;
        std::vector<MeasuredNumber*> asked;
        const auto judge = cardOf(looks_[i]).judge;
        for (auto& number : numbers) {
            const bool here = number.card.view == looks_[i].view && number.card.judge == judge;
            if (here && number.value.undefined.empty() && findMetric(number.value.name)->depends_on_count)
                asked.push_back(&number);
        }
        if (asked.empty()) continue;
        if (pictures == count) {
            for (auto* number : asked)
                number->card.at_count = {count, 1, number->value.value, number->value.low, number->value.high};
            continue;
        }
        auto options = options_;
        options.wanted.clear();
        for (const auto* number : asked) options.wanted.push_back(number->value.name);
        std::vector<std::vector<double>> values(asked.size());
        for (std::uint64_t subset = 0; subset < kSubsetsAtCount; ++subset) {
            const auto places = drawnPlaces(images.size(), static_cast<std::size_t>(count), options_.seed, subset);
            const PromptMetrics metrics(looks_[i].view, partOf(images, places, {}), looks_[i].reference, options);
            for (std::size_t k = 0; k < asked.size(); ++k) values[k].push_back(metrics.value(asked[k]->value.name, {}));
        }
        for (std::size_t k = 0; k < asked.size(); ++k)
            asked[k]->card.at_count = atCount(asked[k]->value, count, values[k]);
    }
}

}  // namespace recap
