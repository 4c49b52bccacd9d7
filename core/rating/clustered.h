// SPDX-License-Identifier: GPL-3.0-or-later
//
// Answers to one prompt belong together: twenty raters who see the same two pictures say the same for the same reason.
// What can be said about other prompts therefore follows from how the prompts differ, however many answered each.
#pragma once

#include <cstdint>
#include <span>

namespace recap {

// What the answers to one prompt add up to; each answer lies between `lowest` and `highest` of the interval.
struct ClusterSum {
    double sum = 0;
    double answers = 0;
};

struct ClusterInterval {
    double value = 0;  // mean over all answers
    double low = 0, high = 0;
    std::int64_t clusters = 0;  // prompts that have an answer: the n of the interval
};

// Interval (95 % unless said otherwise) of the mean for prompts of the same kind, the raters taken as they are:
// Wilson's interval with the effective number of answers and the t distribution of (prompts - 1) degrees of freedom.
// With one answer to each prompt the effective number is the number of prompts; with raters who agree it stays there.
// Fewer than two prompts say nothing: [lowest, highest].
ClusterInterval clusterInterval(std::span<const ClusterSum> prompts, double lowest = 0, double highest = 1,
                                double confidence = 0.95);

// Two one-sided tests, each at 5 %: is the mean closer to 0 than a margin? They reject both when the 90 % interval lies
// within the margin.
struct ClusterEquivalence {
    double margin = 0;          // as asked; 0: not asked
    double p = 1;               // the larger of the two; 1 when not asked
    double low = -1, high = 1;  // 90 % interval
    double smallest_margin =
        1;  // "no difference larger than this" holds at 5 %: the end of the interval farther from 0
};
// `lowest` < 0 < `highest`.
ClusterEquivalence clusterEquivalence(std::span<const ClusterSum> prompts, double lowest, double highest,
                                      double margin);

// Exact two-sided sign test over prompts, each counted once for the system that most of its answers prefer.
struct ClusterSignTest {
    std::int64_t wins = 0, losses = 0, ties = 0;
    double p = 1;  // 1 when no prompt has a preference
};
// `net`: wins minus losses of each prompt.
ClusterSignTest clusterSignTest(std::span<const double> net);

}  // namespace recap
