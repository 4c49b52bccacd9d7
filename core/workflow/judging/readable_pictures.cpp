// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/readable_pictures.h"

#include "base/error.h"
#include "base/parallel.h"
#include "image/decode.h"
#include "metrics/judge_views.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace recap {
namespace {

constexpr std::size_t kAtOnce = 256;

PictureProblems unreadablePictures(std::span<const PictureToJudge> pictures, JobContext& context) {
    PictureProblems problems;
    for (std::size_t begin = 0; begin < pictures.size(); begin += kAtOnce) {
        context.pausePoint();
        context.report({"reading pictures", static_cast<std::int64_t>(begin), std::ssize(pictures)});
        std::vector<Message> found(std::min(kAtOnce, pictures.size() - begin));
        parallelFor(found.size(), torch::get_num_threads(), [&](std::size_t i) {
            try {
                decodeImage(pictures[begin + i].path);
            } catch (const Error& error) {
                found[i] = error.message();
            }
        });
        for (std::size_t i = 0; i < found.size(); ++i)
            if (!found[i].empty()) problems.emplace(begin + i, std::move(found[i]));
    }
    return problems;
}

bool isFinite(const Judgement& judgement) {
    const auto finite = [](const auto& named) { return std::isfinite(named.second); };
    return std::all_of(judgement.features.begin(), judgement.features.end(),
                       [](float x) { return std::isfinite(x); }) &&
           std::all_of(judgement.counts.begin(), judgement.counts.end(), finite) &&
           std::all_of(judgement.scores.begin(), judgement.scores.end(), finite);
}

bool allFinite(std::span<const float> values) {
    return std::all_of(values.begin(), values.end(), [](float x) { return std::isfinite(x); });
}

// Features go beside each other as they come, so that nothing holds them a second time.
Sights sightsOf(PictureJudge& judge, std::span<const PictureToJudge> pictures, std::string_view view,
                const std::string& stage, JobContext& context) {
    Sights out;
    out.judgements.resize(pictures.size());
    auto rows = std::make_shared<FeatureRows>();
    std::size_t filled = 0;
    judge.judgeEach(pictures, view, stage, context, [&](std::size_t place, Judgement&& judgement) {
        auto& kept = out.judgements[place] = std::move(judgement);
        if (kept.rows != 1 || kept.features.empty() || views::seesObjects(view)) return;
        if (rows->width == 0) {
            rows->width = kept.features.size();
            rows->values.resize(pictures.size() * rows->width);
        }
        if (kept.features.size() != rows->width)
            throw Error(ErrorCode::ShapeMismatch, message("Feature vectors must have one common width above zero."));
        const auto features = std::exchange(kept.features, {});
        std::copy(features.begin(), features.end(),
                  rows->values.begin() + static_cast<std::ptrdiff_t>(place * rows->width));
        ++filled;
    });
    if (filled == 0) return out;
    if (filled != pictures.size())
        throw Error(ErrorCode::ShapeMismatch, message("Feature vectors must have one common width above zero."));
    out.features = std::move(rows);
    return out;
}

}  // namespace

Sights judgeReadable(PictureJudge& judge, std::span<const PictureToJudge> pictures, std::string_view view,
                     const std::string& stage, JobContext& context, PictureProblems& unreadable) {
    if (unreadable.empty()) {
        try {
            return sightsOf(judge, pictures, view, stage, context);
        } catch (const Error&) {
            unreadable = unreadablePictures(pictures, context);
            if (unreadable.empty()) throw;
        }
    }
    std::vector<PictureToJudge> readable;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        if (unreadable.contains(i)) continue;
        readable.push_back(pictures[i]);
        places.push_back(i);
    }
    Sights all;
    all.judgements.resize(pictures.size());
    if (readable.empty()) return all;
    auto judgements = judge.judge(readable, view, stage, context);
    for (std::size_t i = 0; i < places.size(); ++i) all.judgements[places[i]] = std::move(judgements[i]);
    return all;
}

void findNotFinite(std::span<const PictureToJudge> pictures, const Sights& sights, PictureProblems& problems) {
    for (std::size_t i = 0; i < sights.judgements.size(); ++i) {
        bool finite = isFinite(sights.judgements[i]);
        if (const auto* rows = sights.features.get())
            finite = finite && allFinite(std::span(rows->values).subspan(i * rows->width, rows->width));
        if (!finite)
            problems.emplace(
                i, message("What the judge says about %1 is not a finite number; check the weights of the judge.",
                           pictures[i].path));
    }
}

Message namesOf(std::span<const PictureToJudge> pictures, const PictureProblems& problems) {
    constexpr std::size_t kMost = 3;
    std::vector<Message> names;
    for (const auto& [place, problem] : problems) {
        if (names.size() == kMost) break;
        names.push_back(verbatim(pictures[place].path.filename().string()));
    }
    const auto more = problems.size() - names.size();
    return more == 0 ? listOf(names) : message("%1 and %2 more", listOf(names), more);
}

}  // namespace recap
