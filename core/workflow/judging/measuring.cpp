// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/measuring.h"

#include "base/describe.h"
#include "base/error.h"
#include "base/random.h"
#include "metrics/judged_set.h"
#include "metrics/metric_registry.h"
#include "metrics/reference_features.h"
#include "workflow/judging/judge_check.h"
#include "workflow/judging/judged_facts.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

namespace recap {

// One view of one judge, and what is computed from it.
struct Measuring::Look {
    std::shared_ptr<PictureJudge> judge;
    std::string_view view;
    std::vector<std::string> metrics;
    std::shared_ptr<const ReferenceFeatures> reference = nullptr;
    bool reference_taken = false;
    Message reference_problem = {};  // why there is no reference, a clause after "because"
    std::int64_t reference_pictures = 0;

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
    if (!images.features) return part;
    auto rows = std::make_shared<FeatureRows>();
    rows->width = images.features->width;
    rows->values.reserve(places.size() * rows->width);
    for (const auto place : places) {
        const auto row = images.features->values.begin() + static_cast<std::ptrdiff_t>(place * rows->width);
        rows->values.insert(rows->values.end(), row, row + static_cast<std::ptrdiff_t>(rows->width));
    }
    part.features = std::move(rows);
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

JudgedImages partOf(const JudgedImages& images, const std::vector<std::size_t>& places) {
    std::vector<std::size_t> prompts;
    for (const auto place : places) prompts.push_back(images.promptOf(place));
    return partOf(images, places, prompts);
}

// A number over some of the pictures is no number of the run. Empty: all were judged.
Message incomplete(const Measuring::JudgedModel& model, std::size_t look) {
    const auto& problems = model.problems[look];
    if (problems.empty()) return {};
    const auto names = namesOf(model.pictures, problems);
    const bool allRead = std::none_of(problems.begin(), problems.end(),
                                      [&](const auto& item) { return model.unreadable.contains(item.first); });
    if (allRead)
        return message("the judge says no finite number about %1 of %2 pictures: %3", problems.size(),
                       model.pictures.size(), names);
    return message("%1 of %2 pictures could not be read: %3", problems.size(), model.pictures.size(), names);
}

std::vector<std::size_t> judgedPlaces(const Measuring::JudgedModel& model, std::size_t look) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < model.pictures.size(); ++i)
        if (!model.problems[look].contains(i)) places.push_back(i);
    return places;
}

// By picture of the model what the judged ones contribute.
std::vector<double> spread(const std::vector<double>& values, const std::vector<std::size_t>& places,
                           std::size_t pictures) {
    if (values.empty()) return {};
    std::vector<double> out(pictures, NAN);
    for (std::size_t i = 0; i < places.size(); ++i) out[places[i]] = values[i];
    return out;
}

MetricValue undefinedValue(const std::string& name, std::string_view view, Message reason) {
    MetricValue value{name, NAN, NAN, NAN, 0, std::move(reason)};
    value.interval = findMetric(name)->way(view)->interval;
    return value;
}

torch::Tensor asTensor(const std::shared_ptr<const FeatureRows>& rows) {
    const auto width = static_cast<std::int64_t>(rows->width);
    const auto count = width == 0 ? 0 : static_cast<std::int64_t>(rows->values.size()) / width;
    // The deleter keeps the rows; nobody writes to what the tensor shows.
    return torch::from_blob(
        const_cast<float*>(rows->values.data()), {count, width}, [rows](void*) {}, torch::kFloat32);
}

std::vector<PictureToJudge> shareOf(std::span<const PictureToJudge> pictures, const WorkShard& shard) {
    std::vector<PictureToJudge> share;
    for (std::size_t i = 0; i < pictures.size(); ++i)
        if (shard.owns(i)) share.push_back(pictures[i]);
    return share;
}

std::vector<MeasuredNumber> inOrder(std::vector<MeasuredNumber> numbers) {
    const auto& registry = metricRegistry();
    std::stable_sort(numbers.begin(), numbers.end(), [&](const MeasuredNumber& a, const MeasuredNumber& b) {
        return findMetric(a.value.name) - registry.data() < findMetric(b.value.name) - registry.data();
    });
    return numbers;
}

}  // namespace

void withdraw(MeasuredNumber& number, const Message& reason) {
    if (!number.value.undefined.empty()) return;
    number.value.value = number.value.low = number.value.high = number.value.extrapolated = NAN;
    number.value.n = 0;
    number.value.undefined = number.card.undefined = reason;
    number.value.warning = number.card.warning = {};
    number.card.extrapolated = NAN;
}

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
    PictureProblems problems;
    const auto sights = judgeReadable(*look.judge, pictures, look.view, "Judge real images", context, problems);
    if (!problems.empty()) {
        look.reference_problem = message("%1 of %2 real images could not be read: %3", problems.size(), pictures.size(),
                                         namesOf(pictures, problems));
        return;
    }
    findNotFinite(pictures, sights, problems);
    if (!problems.empty()) {
        look.reference_problem = message("the judge says no finite number about %1 of %2 real images: %3",
                                         problems.size(), pictures.size(), namesOf(pictures, problems));
        return;
    }
    const auto features = sights.features ? asTensor(sights.features) : featureRows(sights.judgements);
    if (!features.defined() || features.size(0) < 2) return;
    look.reference = std::make_shared<ReferenceFeatures>(features);
    look.reference_pictures = std::ssize(pictures);
}

Measuring::Kept Measuring::keep(const ModelPictures& model, const WorkShard& shard, JobContext& context) {
    requireShard(shard);
    Kept kept;
    bool keeps = looks_.empty();
    const auto add = [&](Look& look, std::span<const PictureToJudge> all, const std::string& stage) {
        const auto share = shareOf(all, shard);
        if (const auto judged = look.judge->keep(share, look.view, stage, context)) {
            keeps = true;
            kept.pictures += std::ssize(share);
            kept.judged += *judged;
        }
    };
    for (auto& look : looks_) {
        if (!look.reference_taken && look.needsReference()) {
            look.reference_taken = true;
            std::vector<PictureToJudge> pictures;
            for (const auto& path : references_(look.view)) pictures.push_back({path});
            add(look, pictures, "Judge real images");
        }
        add(look, model.pictures, "Judge " + model.name);
    }
    if (!keeps)
        throw Error(ErrorCode::InvalidOption, message("These judges keep nothing of what they see, so that their work "
                                                      "cannot be divided. Judge without a shard."));
    return kept;
}

Measuring::JudgedModel Measuring::judge(const ModelPictures& model, JobContext& context) {
    JudgedModel out{model.name, {}};
    out.pictures = model.pictures;
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
        auto sights =
            judgeReadable(*look.judge, model.pictures, look.view, "Judge " + model.name, context, out.unreadable);
        auto problems = out.unreadable;
        findNotFinite(model.pictures, sights, problems);
        out.problems.push_back(std::move(problems));
        images.judgements = std::move(sights.judgements);
        images.features = std::move(sights.features);
        out.by_view.push_back(std::move(images));
        const auto unknown = look.judge->unknownClasses(model.pictures);
        const std::vector<std::string_view> names(unknown.begin(), unknown.end());
        out.unknown.push_back(
            names.empty() ? look.judge->obstacle()
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
    card.judge_facts = facts.more;
    card.view = look.view;
    card.bootstrap_seed = options_.seed;
    return card;
}

// Why a distance has no value whatever the pictures of the model are.
Message Measuring::withoutValue(const Look& look, const std::string& metric) const {
    return findMetric(metric)->way(look.view)->needs_reference ? look.reference_problem : Message();
}

void Measuring::measure(std::size_t place, const JudgedModel& model, JudgedImages images, bool whole,
                        std::vector<MeasuredNumber>& out) const {
    const auto& look = looks_[place];
    const auto pictures = static_cast<std::int64_t>(images.size());
    const auto prompts = static_cast<std::int64_t>(images.promptCount());
    const auto missing = incomplete(model, place);
    auto options = options_;
    options.wanted = look.metrics;
    options.extrapolate = whole;
    std::optional<PromptMetrics> metrics;
    if (missing.empty() || whole) metrics.emplace(look.view, std::move(images), look.reference, options);
    std::vector<MetricValue> values;
    if (missing.empty())
        values = metrics->values();
    else
        for (const auto& name : look.metrics) values.push_back(undefinedValue(name, look.view, missing));
    for (auto& value : values) {
        auto card = cardOf(look);
        card.images = pictures;
        card.prompts = prompts;
        card.not_understood = model.not_understood[place];
        const auto* way = findMetric(value.name)->way(look.view);
        if (way->needs_reference && look.reference) card.reference_images = look.reference_pictures;
        auto reason = model.unknown[place];
        if (reason.empty()) reason = withoutValue(look, value.name);
        if (!reason.empty() && missing.empty() &&
            (value.undefined.empty() || way->needs_reference || !look.judge->obstacle().empty()))
            value = undefinedValue(value.name, look.view, std::move(reason));
        card.metric = value.name;
        card.interval = value.interval;
        card.bootstrap_replicates = static_cast<std::int64_t>(options.replicates);
        card.undefined = value.undefined;
        card.warning = value.warning;
        card.extrapolated = value.extrapolated;
        card.standard_error = value.standard_error;
        auto contributions = whole ? metrics->pictures(value.name) : std::vector<double>();
        out.push_back({std::move(value), std::move(card), place, std::move(contributions)});
    }
}

std::vector<MeasuredNumber> Measuring::numbers(const JudgedModel& model) const {
    std::vector<MeasuredNumber> out;
    for (std::size_t i = 0; i < looks_.size(); ++i) {
        const auto places = judgedPlaces(model, i);
        const auto& all = model.by_view[i];
        std::vector<MeasuredNumber> own;
        measure(i, model, incomplete(model, i).empty() ? all : partOf(all, places), true, own);
        for (auto& number : own) {
            number.card.images = static_cast<std::int64_t>(all.size());
            number.card.prompts = static_cast<std::int64_t>(all.promptCount());
            number.pictures = spread(number.pictures, places, all.size());
            out.push_back(std::move(number));
        }
    }
    return inOrder(std::move(out));
}

std::vector<SeenPicture> Measuring::seen(const JudgedModel& model, std::size_t look) const {
    const auto labels = looks_[look].judge->classNames();
    const auto& images = model.by_view[look];
    std::vector<SeenPicture> out;
    for (std::size_t i = 0; i < model.pictures.size(); ++i) {
        auto& picture = out.emplace_back();
        picture.wanted = wantedFacts(model.pictures[i], images.truths[i]);
        picture.seen = Json::object();
        const auto problem = model.problems[look].find(i);
        if (problem != model.problems[look].end())
            picture.problem = problem->second;
        else
            picture.seen = seenFacts(images.judgements[i], images.truths[i], labels);
    }
    return out;
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
