// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_pictures_test.h"

#include "workflow/runs/run_pictures.h"

#include <QtTest/QTest>

using namespace recap;

namespace {

SampleRecord sample(std::int64_t id, std::int64_t step, std::int64_t index, const char* prompt, std::int64_t seed,
                    Json settings = {{"steps", 12}, {"guidance", 3.0}, {"scheduler", "ddim"}}) {
    SampleRecord record;
    record.id = SampleId{id};
    record.step = step;
    record.prompt_index = index;
    record.prompt = prompt;
    record.seed = seed;
    record.path = std::to_string(id) + ".png";
    record.settings = std::move(settings);
    return record;
}

SampleRecord preview(SampleRecord record) {
    markPreview(record);
    return record;
}

std::string paths(const RunPictures& chosen) {
    std::string text;
    for (const auto& picture : chosen.pictures) text += picture.path + " ";
    return text;
}

}  // namespace

void RunPicturesTest::previews_are_never_among_the_pictures_of_a_run() {
    // As the demo's study leaves them: the training's last previews have prompt, seed and step of held-out pictures.
    const auto chosen = choosePictures({preview(sample(1, 240, 0, "a car", 7)), preview(sample(2, 240, 1, "a fish", 8)),
                                        sample(3, 240, 0, "a car", 7), sample(4, 240, 1, "a fish", 8),
                                        sample(5, 240, 2, "a zebra", 9)});
    QCOMPARE(paths(chosen), std::string("3.png 4.png 5.png "));
    QCOMPARE(chosen.step, std::int64_t{240});
    QVERIFY(choosePictures({preview(sample(1, 240, 0, "a car", 7))}).pictures.empty());
    QVERIFY(choosePictures({}).pictures.empty());
}

void RunPicturesTest::the_last_step_with_pictures_counts_although_previews_are_newer() {
    const auto chosen = choosePictures(
        {sample(1, 100, 0, "a car", 7), sample(2, 200, 0, "a car", 7), preview(sample(3, 300, 0, "a car", 7))});
    QCOMPARE(paths(chosen), std::string("2.png "));
    QCOMPARE(chosen.step, std::int64_t{200});
}

void RunPicturesTest::one_prompt_and_seed_is_taken_once_and_the_newest_stands_for_it() {
    const auto chosen = choosePictures({sample(9, 5, 0, "a car", 7), sample(2, 5, 0, "a car", 7),
                                        sample(3, 5, 0, "a car", 8), sample(4, 5, 0, "a fish", 7)});
    QCOMPARE(chosen.pictures.size(), std::size_t{3});
    QVERIFY(paths(chosen).find("9.png") != std::string::npos);
    QVERIFY(paths(chosen).find("2.png") == std::string::npos);
}

void RunPicturesTest::pictures_of_other_settings_are_left_out_and_counted() {
    const Json strong{{"steps", 50}, {"guidance", 9.0}, {"scheduler", "ddim"}};
    const auto chosen = choosePictures(
        {sample(1, 5, 0, "a car", 7), sample(2, 5, 1, "a fish", 8), sample(3, 5, 0, "two cars", 42, strong)});
    QCOMPARE(paths(chosen), std::string("1.png 2.png "));
    QCOMPARE(chosen.others, std::int64_t{1});
    QCOMPARE(chosen.settings.at("guidance").get<double>(), 3.0);
    // Of two drawings of the same size the newer one counts.
    const auto newer = choosePictures({sample(1, 5, 0, "a car", 7), sample(3, 5, 0, "a car", 7, strong)});
    QCOMPARE(newer.settings.at("guidance").get<double>(), 9.0);
}

void RunPicturesTest::how_the_work_was_done_does_not_part_a_drawing() {
    const Json one{{"steps", 12}, {"guidance", 3.0}, {"batch_size", 16}, {"threads", 1}, {"device", "cpu"}};
    const Json two{{"steps", 12}, {"guidance", 3.0}, {"batch_size", 8}, {"threads", 4}, {"device", "cuda"}};
    const auto chosen = choosePictures({sample(1, 5, 0, "a car", 7, one), sample(2, 5, 1, "a fish", 8, two)});
    QCOMPARE(chosen.pictures.size(), std::size_t{2});
    QCOMPARE(chosen.others, std::int64_t{0});
}

void RunPicturesTest::pictures_are_matched_by_prompt_and_seed_whatever_their_place() {
    const std::vector<SampleRecord> first{sample(1, 0, 0, "a car", 7), sample(2, 0, 1, "a fish", 8),
                                          sample(3, 0, 2, "a zebra", 9)};
    const std::vector<SampleRecord> second{sample(4, 9, 0, "a zebra", 9), sample(5, 9, 1, "a fish", 1),
                                           sample(6, 9, 2, "a car", 7)};
    QCOMPARE(matchedPictures(first, second), (std::vector<std::pair<std::size_t, std::size_t>>{{0, 2}, {2, 0}}));
}
