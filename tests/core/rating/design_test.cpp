// SPDX-License-Identifier: GPL-3.0-or-later
#include "design_test.h"

#include "rating/assignment.h"
#include "rating/blinding.h"
#include "rating/design.h"
#include "rating/response.h"

#include <QtTest/QTest>

#include <cmath>
#include <map>
#include <set>

using namespace recap;

namespace {

std::vector<DesignItem> rawItems(int n) {
    std::vector<DesignItem> items;
    for (int i = 0; i < n; ++i) {
        DesignItem item;
        item.prompt = std::string("prompt ").append(std::to_string(i));
        item.prompt_index = i;
        item.seed = 40 + i;
        item.first = std::string("a").append(std::to_string(i));
        item.second = std::string("b").append(std::to_string(i));
        items.push_back(item);
    }
    return items;
}

std::vector<std::string> ids(const std::vector<PresentedItem>& shown) {
    std::vector<std::string> out;
    for (const auto& item : shown) out.push_back(item.item);
    return out;
}

}  // namespace

void DesignTest::the_same_seed_gives_the_same_design() {
    const DesignOptions options{.seed = 5, .repeat_share = 0.2, .max_items = 10};
    QCOMPARE(toJson(makeDesign(rawItems(30), options)).dump(), toJson(makeDesign(rawItems(30), options)).dump());
    const DesignOptions other{.seed = 6, .repeat_share = 0.2, .max_items = 10};
    QVERIFY(toJson(makeDesign(rawItems(30), options)) != toJson(makeDesign(rawItems(30), other)));
}

void DesignTest::a_share_of_the_items_is_asked_twice() {
    const auto design = makeDesign(rawItems(40), {.seed = 1, .repeat_share = 0.1});
    QCOMPARE(design.size(), std::size_t{44});
    std::set<std::string> keys;
    int repeats = 0;
    for (const auto& item : design) {
        keys.insert(item.id);
        if (!item.repeat_of.empty()) {
            ++repeats;
            QVERIFY(keys.contains(item.repeat_of));
        }
    }
    QCOMPARE(repeats, 4);
    QCOMPARE(keys.size(), design.size());
}

void DesignTest::a_subset_keeps_the_order_of_prompts() {
    const auto design = makeDesign(rawItems(50), {.seed = 2, .repeat_share = 0, .max_items = 12});
    QCOMPARE(design.size(), std::size_t{12});
    for (std::size_t i = 1; i < design.size(); ++i) QVERIFY(design[i - 1].prompt_index < design[i].prompt_index);
}

void DesignTest::designs_survive_json() {
    auto items = rawItems(7);
    items[2].category = "colours";
    const auto design = makeDesign(items, {.seed = 3, .repeat_share = 0.3});
    QCOMPARE(designFromJson(toJson(design))[2].category, std::string("colours"));
    QCOMPARE(toJson(designFromJson(toJson(design))).dump(), toJson(design).dump());
}

void DesignTest::every_rater_sees_every_item_once() {
    const auto design = makeDesign(rawItems(25), {.seed = 4, .repeat_share = 0.2});
    const auto shown = assignItems(design, 4, "anna");
    QCOMPARE(shown.size(), design.size());
    const auto names = ids(shown);
    QCOMPARE(std::set<std::string>(names.begin(), names.end()).size(), design.size());
}

void DesignTest::sides_are_balanced_for_every_rater() {
    for (const int n : {20, 21}) {
        const auto design = makeDesign(rawItems(n), {.seed = 4, .repeat_share = 0});
        for (int rater = 0; rater < 20; ++rater) {
            int left = 0;
            for (const auto& item : assignItems(design, 4, std::string("rater ").append(std::to_string(rater))))
                left += item.first_on_left ? 1 : 0;
            QVERIFY(std::abs(2 * left - n) <= 1);
        }
    }
}

void DesignTest::repeats_come_later_with_sides_swapped() {
    const auto design = makeDesign(rawItems(40), {.seed = 9, .repeat_share = 0.15});
    for (const char* rater : {"anna", "ben", "cem"}) {
        const auto shown = assignItems(design, 9, rater);
        std::map<std::string, std::size_t> place;
        for (std::size_t i = 0; i < shown.size(); ++i) place[shown[i].item] = i;
        for (const auto& item : design) {
            if (item.repeat_of.empty()) continue;
            const std::size_t original = place.at(item.repeat_of), repeat = place.at(item.id);
            QVERIFY(repeat >= original + 10);
            QVERIFY(shown[original].first_on_left != shown[repeat].first_on_left);
        }
    }
}

void DesignTest::raters_get_different_orders() {
    const auto design = makeDesign(rawItems(25), {.seed = 4});
    QVERIFY(ids(assignItems(design, 4, "anna")) != ids(assignItems(design, 4, "ben")));
    QCOMPARE(ids(assignItems(design, 4, "anna")), ids(assignItems(design, 4, "anna")));
}

void DesignTest::codes_of_one_key_do_not_repeat_and_differ_between_keys() {
    const auto key = BlindingKey::generate(), other = BlindingKey::generate();
    QVERIFY(key.secret != other.secret);
    QVERIFY(key.commitment() != other.commitment());
    std::set<std::string> codes;
    for (int i = 0; i < 200; ++i)
        for (const bool first : {true, false}) {
            codes.insert(key.imageCode(std::string("item ").append(std::to_string(i)), first));
            codes.insert(other.imageCode(std::string("item ").append(std::to_string(i)), first));
        }
    QCOMPARE(codes.size(), std::size_t{800});
}

void DesignTest::codes_tell_nothing_about_the_system() {
    // Sorting the two codes of an item puts the first system first in about half of the items.
    const auto key = BlindingKey::generate();
    int firstIsSmaller = 0;
    for (int i = 0; i < 1000; ++i) {
        const auto item = std::string("item ").append(std::to_string(i));
        firstIsSmaller += key.imageCode(item, true) < key.imageCode(item, false) ? 1 : 0;
    }
    QVERIFY(firstIsSmaller > 420 && firstIsSmaller < 580);
}

void DesignTest::answers_turn_into_outcomes_by_side() {
    QCOMPARE(outcomeOf(Verdict::Left, true), Outcome::First);
    QCOMPARE(outcomeOf(Verdict::Left, false), Outcome::Second);
    QCOMPARE(outcomeOf(Verdict::Right, true), Outcome::Second);
    QCOMPARE(outcomeOf(Verdict::Right, false), Outcome::First);
    QCOMPARE(outcomeOf(Verdict::Tie, false), Outcome::Tie);
    QCOMPARE(outcomeOf(Verdict::BothBad, true), Outcome::BothBad);
    QCOMPARE(outcomeOf(Verdict::CannotSay, true), Outcome::CannotSay);
}

void DesignTest::tallies_count_ties_as_success_of_both() {
    Tally tally;
    for (const auto outcome :
         {Outcome::First, Outcome::First, Outcome::Second, Outcome::Tie, Outcome::BothBad, Outcome::CannotSay})
        tally.add(outcome);
    QCOMPARE(tally.answered(), std::int64_t{5});
    QCOMPARE(tally.successes(true), std::int64_t{3});
    QCOMPARE(tally.successes(false), std::int64_t{2});
    QCOMPARE(tally.winShare(true), 2.0 / 3);
    QCOMPARE(Tally{}.winShare(true), 0.5);
}
