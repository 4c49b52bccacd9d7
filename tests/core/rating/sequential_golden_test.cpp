// SPDX-License-Identifier: GPL-3.0-or-later
#include "sequential_golden_test.h"

#include "rating/confidence_sequence.h"
#include "rating/davidson.h"
#include "rating/power.h"
#include "rating/proportions.h"
#include "rating/stopping.h"
#include "support/golden.h"
#include "support/golden_tensors.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

using namespace recap;
using namespace recap::testing;

namespace {

struct Golden {
    std::filesystem::path folder = goldenRoot() / "judges/sequential";
    Json whole = goldenCase(folder);
    Json expected = whole.at("expected");
    double alpha = whole.at("parameters").at("alpha").get<double>();
    Json inputs = readJsonFile(folder / "inputs.json");
    GoldenTensors tensors{folder};

    std::vector<double> values(const std::string& sequence) const { return tensors.values<double>("x." + sequence); }
};

bool isNear(double actual, double expected, double absolute = 1e-9, double relative = 1e-9) {
    return std::abs(actual - expected) <= absolute + relative * std::abs(expected);
}

void compare(double actual, const Json& expected, const std::string& what, double absolute = 1e-9) {
    const double wanted = expected.get<double>();
    QVERIFY2(isNear(actual, wanted, absolute),
             (what + ": got " + std::to_string(actual) + ", expected " + std::to_string(wanted) + " (difference " +
              std::to_string(actual - wanted) + ")")
                 .c_str());
}

void compare(const SequenceLimits& actual, const Json& expected, const std::string& what) {
    compare(actual.low, expected[0], what + " low");
    compare(actual.high, expected[1], what + " high");
}

// Calls `check` with the name, the values until each recorded time, and the number of that time.
template <class Check>
void atRecordedTimes(const Golden& golden, Check&& check) {
    for (const auto& [name, sequence] : golden.expected.at("sequences").items()) {
        const auto values = golden.values(name);
        const std::vector<std::size_t> times = sequence.at("times");
        QVERIFY(!times.empty() && times.back() == values.size());
        for (std::size_t i = 0; i < times.size(); ++i)
            check(name, sequence, std::span<const double>(values.data(), times[i]), i);
    }
}

}  // namespace

void SequentialGoldenTest::golden_hedged_sequences() {
    const Golden golden;
    for (const auto& [name, sequence] : golden.expected.at("sequences").items()) {
        const auto values = golden.values(name);
        const std::vector<std::size_t> times = sequence.at("times");
        HedgedSequence hedged(golden.alpha), stricter(0.01);
        std::size_t next = 0;
        for (std::size_t t = 1; t <= values.size(); ++t) {
            hedged.add(values[t - 1]);
            stricter.add(values[t - 1]);
            if (times[next] != t) continue;
            const std::string what = name + " at " + std::to_string(t);
            compare(hedged.limits(), sequence.at("hedged_grid_plain")[next], what + ", plain");
            compare(hedged.running(), sequence.at("hedged_grid_running")[next], what + ", running");
            compare(stricter.running(), sequence.at("hedged_grid_running_alpha_0.01")[next], what + ", 0.01");
            ++next;
        }
        QCOMPARE(next, times.size());
    }
}

void SequentialGoldenTest::golden_closed_forms() {
    const Golden golden;
    for (const auto& [name, sequence] : golden.expected.at("sequences").items()) {
        const auto values = golden.values(name);
        const std::vector<std::size_t> times = sequence.at("times");
        SequenceLimits running;
        std::size_t next = 0;
        for (std::size_t t = 1; t <= values.size(); ++t) {
            const auto now = empiricalBernsteinLimits(std::span(values).first(t), golden.alpha);
            running = {std::max(running.low, now.low), std::min(running.high, now.high)};
            if (times[next] != t) continue;
            const std::string what = name + " at " + std::to_string(t);
            compare(now, sequence.at("empirical_bernstein")[next], what + ", Bernstein");
            compare(running, sequence.at("empirical_bernstein_running")[next], what + ", Bernstein, running");
            compare(hoeffdingLimits(std::span(values).first(t), golden.alpha), sequence.at("hoeffding")[next],
                    what + ", Hoeffding");
            ++next;
        }
    }
}

void SequentialGoldenTest::golden_capital_and_e_values() {
    const Golden golden;
    atRecordedTimes(
        golden, [&](const std::string& name, const Json& sequence, std::span<const double> values, std::size_t time) {
            for (const auto& [mean, expected] : sequence.at("capital").items()) {
                PredictableBets bets(golden.alpha);
                BettingCapital capital(std::stod(mean));
                for (const double x : values) {
                    capital.bet(bets.next(), x);
                    bets.add(x);
                }
                compare(std::exp(capital.logPositive()), expected["positive"][time], name + " positive " + mean, 0);
                compare(std::exp(capital.logNegative()), expected["negative"][time], name + " negative " + mean, 0);
                if (mean == "0.5")
                    compare(capital.logEValue(), sequence.at("log_e_value_of_mean_0.5")[time], name + " e-value");
            }
        });
}

void SequentialGoldenTest::golden_beta_mixtures() {
    const Golden golden;
    atRecordedTimes(golden, [&](const std::string& name, const Json& sequence, std::span<const double> values,
                                std::size_t time) {
        if (!sequence.contains("beta_binomial_1_1")) return;
        double wins = 0, n = 0, largest = 0;
        for (const double x : values) {
            wins += x;
            n += 1;
            largest = std::max(largest, betaMixtureLogEValue(wins, n, 0.5));
        }
        compare(betaMixtureLimits(wins, n, 1, 1, golden.alpha), sequence["beta_binomial_1_1"][time], name + " 1 1");
        compare(betaMixtureLimits(wins, n, 0.5, 0.5, golden.alpha), sequence["beta_binomial_half_half"][time],
                name + " half half");
        compare(betaMixtureLogEValue(wins, n, 0.5), sequence["beta_binomial_log_e_of_0.5"][time], name + " e-value");
        const auto& anytime = sequence["anytime_p_of_0.5"][time];
        compare(std::exp(-largest), anytime, name + " p");
    });
}

void SequentialGoldenTest::golden_intervals_of_shares() {
    const Golden golden;
    const std::map<std::string, ProportionMethod> methods{{"wilson", ProportionMethod::Wilson},
                                                          {"agresti_coull", ProportionMethod::AgrestiCoull},
                                                          {"beta", ProportionMethod::ClopperPearson},
                                                          {"jeffreys", ProportionMethod::Jeffreys},
                                                          {"normal", ProportionMethod::Wald}};
    const auto& expected = golden.expected.at("proportions");
    QCOMPARE(expected.size(), methods.size());
    for (const auto& [name, method] : methods)
        for (std::size_t i = 0; i < golden.inputs["proportions"].size(); ++i) {
            const auto& input = golden.inputs["proportions"][i];
            const auto interval =
                proportionInterval(method, input[0].get<double>(), input[1].get<double>(), golden.alpha);
            compare(interval.low, expected.at(name)[i][0], name + " low");
            compare(interval.high, expected.at(name)[i][1], name + " high");
        }
}

void SequentialGoldenTest::golden_differences_of_shares() {
    const Golden golden;
    const auto& independent = golden.inputs["two_independent"];
    for (std::size_t i = 0; i < independent.size(); ++i) {
        const auto n = independent[i].get<std::vector<double>>();
        const auto interval = newcombeIndependent(n[0], n[1], n[2], n[3]);
        compare(interval.low, golden.expected["newcombe_independent"][i][0], "independent, low");
        compare(interval.high, golden.expected["newcombe_independent"][i][1], "independent, high");
    }
    for (const auto& [key, corrected] :
         std::map<std::string, bool>{{"newcombe_paired", true}, {"newcombe_paired_phi_uncorrected", false}})
        for (std::size_t i = 0; i < golden.inputs["paired_tables"].size(); ++i) {
            const auto t = golden.inputs["paired_tables"][i].get<std::vector<std::int64_t>>();
            const auto interval = newcombePaired({t[0], t[1], t[2], t[3]}, corrected);
            const auto& expected = golden.expected[key][i];
            compare(interval.difference, expected["difference"], key);
            compare(interval.phi, expected["phi"], key + " phi");
            compare(interval.low, expected["lower"], key + " low");
            compare(interval.high, expected["upper"], key + " high");
        }
}

void SequentialGoldenTest::golden_davidson() {
    const Golden golden;
    const auto wins = golden.inputs["wins"].get<std::vector<std::vector<double>>>();
    const auto ties = golden.inputs["ties_upper_triangle"].get<std::vector<std::vector<double>>>();
    std::vector<PairCounts> pairs;
    for (std::size_t i = 0; i < wins.size(); ++i)
        for (std::size_t j = i + 1; j < wins.size(); ++j) pairs.push_back({i, j, wins[i][j], wins[j][i], ties[i][j]});
    const std::vector<std::vector<PairCounts>> clusters{pairs};
    const auto fit = fitDavidson(wins.size(), clusters);
    const auto& e = golden.expected["davidson"];
    QVERIFY(fit.converged);
    QVERIFY(fit.gradient < 1e-9);
    for (std::size_t i = 0; i < wins.size(); ++i) {
        compare(fit.log_strength[i], e["log_strength_mean_zero"][i], "strength");
        compare(fit.standard_error[i], e["standard_error_of_centred_log_strength"][i], "standard error");
    }
    compare(fit.log_nu, e["log_nu"], "log nu");
    compare(std::exp(fit.log_nu), e["nu"], "nu");
    compare(fit.log_nu_standard_error, e["standard_error_log_nu"], "standard error of log nu");
    compare(fit.negative_log_likelihood, e["negative_log_likelihood"], "likelihood");
}

void SequentialGoldenTest::golden_power() {
    const Golden golden;
    for (std::size_t i = 0; i < golden.inputs["sign_power"].size(); ++i) {
        const auto n = golden.inputs["sign_power"][i][0].get<std::int64_t>();
        const auto& expected = golden.expected["sign_power"][i];
        compare(signTestPower(n, golden.inputs["sign_power"][i][1].get<double>()), expected["power"], "sign test");
        compare(signTestPower(n, 0.5), expected["actual_size"], "level of the sign test");
    }
    for (std::size_t i = 0; i < golden.inputs["sign_n_for_80_percent"].size(); ++i) {
        const auto sizes = signTestSizes(golden.inputs["sign_n_for_80_percent"][i].get<double>());
        QVERIFY(sizes.has_value());
        QCOMPARE(sizes->first, golden.expected["sign_n_first_and_always"][i][0].get<std::int64_t>());
        QCOMPARE(sizes->always, golden.expected["sign_n_first_and_always"][i][1].get<std::int64_t>());
    }
    for (std::size_t i = 0; i < golden.inputs["mcnemar_power"].size(); ++i) {
        const auto in = golden.inputs["mcnemar_power"][i].get<std::vector<double>>();
        compare(mcnemarPower(static_cast<std::int64_t>(in[0]), in[1], in[2]), golden.expected["mcnemar_exact_power"][i],
                "exact McNemar");
        compare(mcnemarSize(in[1], in[2]), golden.expected["mcnemar_n_normal_80"][i], "size for McNemar");
    }
}
