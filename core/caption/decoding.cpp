// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption/decoding.h"

#include "base/error.h"
#include "base/random.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <set>

namespace recap {
namespace {

constexpr float kImpossible = -1e9f;  // the library's stand-in for minus infinity in beam scores

torch::Tensor rowTensor(const std::vector<std::int64_t>& rows) {
    return torch::tensor(rows, torch::kInt64);
}

torch::Tensor promptTensor(const std::vector<TokenSequence>& prompts) {
    TokenSequence flat;
    for (const auto& prompt : prompts) flat.insert(flat.end(), prompt.begin(), prompt.end());
    return rowTensor(flat).view({static_cast<std::int64_t>(prompts.size()), -1});
}

void requireDecodable(const std::vector<TokenSequence>& prompts, const DecodingOptions& options) {
    auto refuse = [](Message why) { throw Error(ErrorCode::InvalidOption, std::move(why)); };
    requireValid(options);
    if (options.do_sample && options.num_beams > 1)
        refuse(message("Sampling goes with one beam: switch off do_sample, or set num_beams to 1."));
    for (const auto& prompt : prompts) {
        if (prompt.empty() || prompt.size() != prompts.front().size())
            refuse(message("Prompts must have the same length, at least 1."));
        if (prompt.size() >= static_cast<std::size_t>(options.max_length))
            refuse(message("The largest caption length must leave room after the prefix."));
    }
}

// No sequence of `size` ids may occur twice.
void forbidRepeats(float* scores, const TokenSequence& ids, std::size_t size) {
    if (ids.size() + 1 < size) return;
    const auto tail = ids.end() - static_cast<std::ptrdiff_t>(size - 1);
    for (std::size_t begin = 0; begin + size <= ids.size(); ++begin)
        if (std::equal(tail, ids.end(), ids.begin() + static_cast<std::ptrdiff_t>(begin)))
            scores[ids[begin + size - 1]] = -std::numeric_limits<float>::infinity();
}

// The library's logits processors, in its order, on one row of scores.
void adjustScores(float* scores, const TokenSequence& ids, std::int64_t endId, const DecodingOptions& options) {
    if (options.repetition_penalty != 1.0) {
        const auto penalty = static_cast<float>(options.repetition_penalty);
        for (const auto id : std::set<std::int64_t>(ids.begin(), ids.end()))
            scores[id] = scores[id] < 0 ? scores[id] * penalty : scores[id] / penalty;
    }
    if (options.no_repeat_ngram_size > 0)
        forbidRepeats(scores, ids, static_cast<std::size_t>(options.no_repeat_ngram_size));
    if (ids.size() < static_cast<std::size_t>(options.min_length))
        scores[endId] = -std::numeric_limits<float>::infinity();
}

std::int64_t drawn(const std::vector<TokenChance>& chances, Random& random) {
    double left = random.uniform();
    for (const auto& chance : chances) {
        left -= chance.probability;
        if (left < 0) return chance.token;
    }
    return chances.back().token;
}

// The first place of a value that is in the row.
std::int64_t placeOf(float value, std::span<const float> row) {
    const auto found = std::find(row.begin(), row.end(), value);
    if (found == row.end())
        throw Error(
            ErrorCode::Diverged,
            message("The captioner's scores are NaN: compute without mixed precision, or use another captioner."));
    return found - row.begin();
}

// Greedy, or sampling.
std::vector<TokenSequence> decodeOneByOne(TokenModel& model, std::vector<TokenSequence> rows, std::int64_t endId,
                                          const DecodingOptions& options, std::span<const std::uint64_t> seeds) {
    std::vector<Random> randoms;
    for (std::size_t r = 0; r < rows.size(); ++r) randoms.emplace_back(seeds.empty() ? r : seeds[r]);
    std::vector<std::size_t> open(rows.size());
    std::iota(open.begin(), open.end(), std::size_t{0});
    auto input = promptTensor(rows);
    for (auto length = rows.front().size(); length < static_cast<std::size_t>(options.max_length) && !open.empty();
         ++length) {
        auto scores = model.advance(input).contiguous();
        const auto width = scores.size(1);
        for (std::size_t i = 0; i < open.size(); ++i)
            adjustScores(scores.data_ptr<float>() + static_cast<std::int64_t>(i) * width, rows[open[i]], endId,
                         options);
        const auto largest = options.do_sample ? torch::Tensor() : scores.amax(1);
        std::vector<std::int64_t> tokens, kept;
        std::vector<std::size_t> stillOpen;
        for (std::size_t i = 0; i < open.size(); ++i) {
            const std::span row(scores.data_ptr<float>() + static_cast<std::int64_t>(i) * width,
                                static_cast<std::size_t>(width));
            const auto next = options.do_sample ? drawn(tokenChances(row, options), randoms[open[i]])
                                                : placeOf(largest.data_ptr<float>()[i], row);
            rows[open[i]].push_back(next);
            if (next == endId) continue;
            tokens.push_back(next);
            kept.push_back(static_cast<std::int64_t>(i));
            stillOpen.push_back(open[i]);
        }
        if (!kept.empty() && kept.size() < open.size()) model.keepRows(rowTensor(kept), 1);
        open = std::move(stillOpen);
        input = rowTensor(tokens).view({-1, 1});
    }
    return rows;
}

struct Hypothesis {
    TokenSequence ids;
    float score = kImpossible;
};

// The beams of one picture: running ones, best first, and the best complete ones.
class BeamRow {
public:
    struct Choice {
        std::size_t beam = 0;
        std::int64_t token = 0;
        float score = 0;
    };
    BeamRow(const TokenSequence& prompt, std::int64_t endId, const DecodingOptions& options)
        : promptLength_(prompt.size()),
          endId_(endId),
          options_(options),
          running_(count(), Hypothesis{prompt, kImpossible}) {
        running_.front().score = 0;
    }

    const std::vector<Hypothesis>& running() const { return running_; }
    // Which earlier beam each running beam continues.
    const std::vector<std::size_t>& origins() const { return origins_; }
    bool open() const { return open_; }

    // `choices`: the 2 * beams best continuations, best first.
    void extend(const std::vector<Choice>& choices) {
        const std::size_t length = running_.front().ids.size() + 1;
        std::vector<Hypothesis> next;
        std::vector<std::size_t> nextOrigins;
        bool anyGoesOn = false;
        for (std::size_t k = 0; k < choices.size(); ++k) {
            const auto& choice = choices[k];
            const bool ends = choice.token == endId_ || length >= static_cast<std::size_t>(options_.max_length);
            if (ends && k < count()) complete(choice, length);
            if (ends || next.size() == count()) continue;
            anyGoesOn = true;
            next.push_back(continued(choice));
            nextOrigins.push_back(choice.beam);
        }
        // Beams without a way on only keep the shape of the batch.
        while (next.size() < count()) {
            next.push_back({continued(choices.front()).ids, kImpossible});
            nextOrigins.push_back(choices.front().beam);
        }
        running_ = std::move(next);
        origins_ = std::move(nextOrigins);
        trimComplete();
        open_ = anyGoesOn && mayImprove(length) && !(options_.early_stopping && complete_.size() == count());
    }

    const TokenSequence& best() const { return complete_.empty() ? running_.front().ids : complete_.front().ids; }

private:
    std::size_t count() const { return static_cast<std::size_t>(options_.num_beams); }
    Hypothesis continued(const Choice& choice) const {
        Hypothesis out{running_[choice.beam].ids, choice.score};
        out.ids.push_back(choice.token);
        return out;
    }
    // The prompt does not count as length.
    float normalized(float score, std::size_t length) const {
        return score /
               static_cast<float>(std::pow(static_cast<double>(length - promptLength_), options_.length_penalty));
    }
    void complete(const Choice& choice, std::size_t length) {
        auto done = continued(choice);
        done.score = normalized(choice.score, length);
        added_.push_back(std::move(done));
    }
    void trimComplete() {
        for (auto& done : added_) complete_.push_back(std::move(done));
        added_.clear();
        std::stable_sort(complete_.begin(), complete_.end(),
                         [](const Hypothesis& a, const Hypothesis& b) { return a.score > b.score; });
        if (complete_.size() > count()) complete_.resize(count());
    }
    // False when even the best running beam, were it to end now, would not enter the list.
    bool mayImprove(std::size_t length) const {
        if (complete_.size() < count()) return true;
        return normalized(running_.front().score, length) > complete_.back().score;
    }

    std::size_t promptLength_;
    std::int64_t endId_;
    const DecodingOptions& options_;
    std::vector<Hypothesis> running_, complete_, added_;
    std::vector<std::size_t> origins_;
    bool open_ = true;
};

// The best continuations of one picture's beams, best first; `scores` [beams, width] of each beam's tokens alone.
std::vector<BeamRow::Choice> bestOf(const float* scores, std::int64_t width, const std::vector<Hypothesis>& beams,
                                    std::size_t count) {
    std::vector<BeamRow::Choice> best;
    const auto better = [](const BeamRow::Choice& a, const BeamRow::Choice& b) { return a.score > b.score; };
    for (std::size_t beam = 0; beam < beams.size(); ++beam, scores += width) {
        for (std::int64_t token = 0; token < width; ++token) {
            const float score = scores[token] + beams[beam].score;
            if (best.size() == count && !(score > best.back().score)) continue;
            const BeamRow::Choice choice{beam, token, score};
            best.insert(std::upper_bound(best.begin(), best.end(), choice, better), choice);
            if (best.size() > count) best.pop_back();
        }
    }
    return best;
}

// The best 2 * beams continuations of each open row; at least half of them do not end.
std::vector<std::vector<BeamRow::Choice>> bestChoices(torch::Tensor scores, const std::vector<BeamRow*>& rows,
                                                      std::int64_t endId, const DecodingOptions& options) {
    const auto beams = options.num_beams, width = scores.size(1);
    const auto keep = static_cast<std::size_t>(std::min(2 * beams, beams * width));
    scores = torch::log_softmax(scores, 1).contiguous();
    float* data = scores.data_ptr<float>();
    std::vector<std::vector<BeamRow::Choice>> out;
    for (const auto* row : rows) {
        const auto& running = row->running();
        for (std::size_t b = 0; b < running.size(); ++b)
            adjustScores(data + static_cast<std::int64_t>(b) * width, running[b].ids, endId, options);
        out.push_back(bestOf(data, width, running, keep));
        data += beams * width;
    }
    return out;
}

std::vector<TokenSequence> decodeBeams(TokenModel& model, const std::vector<TokenSequence>& prompts, std::int64_t endId,
                                       const DecodingOptions& options) {
    std::vector<BeamRow> rows;
    for (const auto& prompt : prompts) rows.emplace_back(prompt, endId, options);
    std::vector<BeamRow*> open;
    for (auto& row : rows) open.push_back(&row);
    // The prompt is read once per picture; then each becomes `beams` rows.
    std::vector<std::int64_t> repeated;
    for (std::size_t r = 0; r < rows.size(); ++r)
        repeated.insert(repeated.end(), static_cast<std::size_t>(options.num_beams), static_cast<std::int64_t>(r));
    auto scores = model.advance(promptTensor(prompts)).index_select(0, rowTensor(repeated));
    model.keepRows(rowTensor(repeated), options.num_beams);
    while (true) {
        const auto choices = bestChoices(scores, open, endId, options);
        std::vector<BeamRow*> stillOpen;
        std::vector<std::int64_t> kept, tokens;
        for (std::size_t r = 0; r < open.size(); ++r) {
            open[r]->extend(choices[r]);
            if (!open[r]->open()) continue;
            stillOpen.push_back(open[r]);
            for (std::size_t b = 0; b < open[r]->running().size(); ++b) {
                kept.push_back(static_cast<std::int64_t>(r) * options.num_beams +
                               static_cast<std::int64_t>(open[r]->origins()[b]));
                tokens.push_back(open[r]->running()[b].ids.back());
            }
        }
        open = std::move(stillOpen);
        if (open.empty()) break;
        model.keepRows(rowTensor(kept), options.num_beams);
        scores = model.advance(rowTensor(tokens).view({-1, 1}));
    }
    std::vector<TokenSequence> out;
    for (const auto& row : rows) out.push_back(row.best());
    return out;
}

}  // namespace

std::vector<TokenChance> tokenChances(std::span<const float> scores, const DecodingOptions& options) {
    float lowest = -std::numeric_limits<float>::infinity();
    if (const auto k = static_cast<std::size_t>(options.top_k); k > 0 && k < scores.size()) {
        std::vector<float> sorted(scores.begin(), scores.end());
        const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(k - 1);
        std::nth_element(sorted.begin(), place, sorted.end(), std::greater<>());
        lowest = *place;
    }
    const float highest = *std::max_element(scores.begin(), scores.end());
    std::vector<TokenChance> out;
    double sum = 0;
    for (std::size_t v = 0; v < scores.size(); ++v) {
        if (!(scores[v] >= lowest)) continue;
        const double weight = std::exp(static_cast<double>(scores[v] - highest) / options.temperature);
        out.push_back({static_cast<std::int64_t>(v), weight});
        sum += weight;
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const TokenChance& a, const TokenChance& b) { return a.probability > b.probability; });
    // From the unlikeliest on, as long as what is given up stays within 1 - top_p; the likeliest is never given up.
    double givenUp = 0;
    while (out.size() > 1 && (givenUp += out.back().probability / sum) <= 1 - options.top_p) out.pop_back();
    double kept = 0;
    for (const auto& chance : out) kept += chance.probability;
    for (auto& chance : out) chance.probability /= kept;
    return out;
}

std::vector<TokenSequence> decodeTokens(TokenModel& model, const std::vector<TokenSequence>& prompts,
                                        std::int64_t endId, const DecodingOptions& options,
                                        std::span<const std::uint64_t> seeds) {
    if (prompts.empty()) return {};
    requireDecodable(prompts, options);
    const torch::NoGradGuard noGrad;
    return options.num_beams == 1 ? decodeOneByOne(model, prompts, endId, options, seeds)
                                  : decodeBeams(model, prompts, endId, options);
}

}  // namespace recap
