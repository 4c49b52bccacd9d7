// SPDX-License-Identifier: GPL-3.0-or-later
#include "options_test.h"

#include "base/describe.h"
#include "base/enum_names.h"
#include "base/ids.h"

#include <QtTest/QTest>
#include <cmath>

using namespace recap;

namespace {

struct Options {
    bool on = false;
    int size = 4;
    std::int64_t big = 5'000'000'000;
    double rate = 0.5;
    std::string kind = "a";
    std::vector<std::string> names = {"x"};
};

template <class Visitor>
void describe(Options& o, Visitor&& field) {
    field("on", o.on, FieldInfo{.label = "Switch", .help = "A switch"});
    field("size", o.size, FieldInfo{.label = "Size", .help = "A size", .min = 1, .max = 8});
    field("big", o.big, FieldInfo{.label = "Large number", .help = "A large number", .min = 0});
    field("rate", o.rate, FieldInfo{.label = "Rate", .help = "A rate", .min = 0, .max = 1, .group = "Numbers"});
    field("kind", o.kind, FieldInfo{.label = "Kind", .help = "A kind", .choices = {"a", "b"}});
    field("names", o.names, FieldInfo{.label = "Names", .help = "Names", .advanced = true});
}

struct SteppedOptions {
    std::int64_t side = 64;
    double rate = 0.5;
    std::vector<std::string> kinds = {};
};

template <class Visitor>
void describe(SteppedOptions& o, Visitor&& field) {
    field("side", o.side, FieldInfo{.label = "Side", .help = "A side", .min = 0, .max = 512, .step = 8, .live = true});
    field("rate", o.rate, FieldInfo{.label = "Rate", .help = "A rate", .min = 0, .max = 1});
    field("kinds", o.kinds, FieldInfo{.label = "Kinds", .help = "Kinds", .choices = {"a", "b"}});
}

enum class Colour { Red, Green };
constexpr EnumNames<Colour, 2> kColourNames{{{Colour::Red, "red"}, {Colour::Green, "green"}}};

std::string messageOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& e) {
        return e.code() == ErrorCode::InvalidOption ? e.what() : "another code";
    }
    return "nothing was thrown";
}

}  // namespace

void OptionsTest::json_round_trip_keeps_every_field() {
    const Options given{true, 7, 9'000'000'000, 0.25, "b", {"one", "two"}};
    Options again;
    optionsFromJson(optionsToJson(given), again);
    QCOMPARE(toJsonLine(optionsToJson(again)),
             std::string(R"({"on":true,"size":7,"big":9000000000,"rate":0.25,"kind":"b","names":["one","two"]})"));
}

void OptionsTest::fields_that_are_not_named_keep_their_value() {
    Options options;
    options.size = 3;
    optionsFromJson(Json{{"rate", 1}}, options);  // a whole number is a number
    QCOMPARE(options.size, 3);
    QCOMPARE(options.rate, 1.0);
}

void OptionsTest::an_unknown_option_is_refused_by_name() {
    Options options;
    const auto message = messageOf([&] { optionsFromJson(Json{{"sise", 3}}, options, "train.json"); });
    QCOMPARE(message, std::string("Unknown option 'sise' in train.json."));
}

void OptionsTest::a_wrong_type_is_refused_by_name() {
    Options options;
    QCOMPARE(messageOf([&] {
                 optionsFromJson(Json{{"size", 3.5}}, options, "train.json");
             }),
             std::string("Option 'size' in train.json must be a whole number."));
    QCOMPARE(messageOf([&] {
                 optionsFromJson(Json{{"names", {1, 2}}}, options, "train.json");
             }),
             std::string("Option 'names' in train.json must be a list of texts."));
}

void OptionsTest::a_list_instead_of_an_object_is_refused() {
    Options options;
    QVERIFY(messageOf([&] { optionsFromJson(Json::array(), options); }).find("must be an object") != std::string::npos);
}

void OptionsTest::every_problem_is_found_at_once() {
    Options options;
    options.size = 9;
    options.rate = -1;
    options.kind = "c";
    const auto problems = validate(options);
    QCOMPARE(problems.size(), std::size_t{3});
    QCOMPARE(problems[0].field + " " + problems[0].message.english(), std::string("size must be between 1 and 8"));
    QCOMPARE(problems[1].field + " " + problems[1].message.english(), std::string("rate must be between 0 and 1"));
    QCOMPARE(problems[2].field + " " + problems[2].message.english(), std::string("kind must be one of: a, b"));
    QVERIFY(validate(Options{}).empty());
}

void OptionsTest::nan_is_outside_every_range() {
    Options options;
    options.rate = std::nan("");
    QCOMPARE(validate(options).size(), std::size_t{1});
}

void OptionsTest::require_valid_puts_all_problems_into_one_sentence() {
    Options options;
    options.size = 0;
    options.big = -1;
    QCOMPARE(messageOf([&] { requireValid(options); }),
             std::string("Wrong options: size must be between 1 and 8; big must be at least 0."));
}

void OptionsTest::fields_are_listed_with_default_and_range() {
    const auto fields = listFields(Options{});
    QCOMPARE(fields.size(), std::size_t{6});
    QCOMPARE(fields[1].type, std::string("int"));
    QCOMPARE(fields[1].value.get<int>(), 4);
    QCOMPARE(fields[1].max, 8.0);
    QCOMPARE(fields[3].group, std::string("Numbers"));
    QCOMPARE(fields[4].choices, (std::vector<std::string>{"a", "b"}));
    QVERIFY(fields[5].advanced && fields[5].type == "strings");
}

void OptionsTest::enum_names_go_both_ways() {
    QCOMPARE(enumName(kColourNames, Colour::Green), std::string_view("green"));
    QVERIFY(enumFromName(kColourNames, "red", message("A colour")) == Colour::Red);
    QCOMPARE(messageOf([] { enumFromName(kColourNames, "blue", message("A colour")); }),
             std::string("A colour cannot be 'blue'; allowed: red, green."));
}

void OptionsTest::ids_of_different_things_differ_in_type() {
    static_assert(!std::is_convertible_v<ImageId, RunId>);
    static_assert(!std::is_constructible_v<RunId, ImageId>);
    QVERIFY(!ImageId{} && ImageId{3} && ImageId{3} == ImageId{3} && ImageId{3} < ImageId{4});
}

void OptionsTest::steps_and_choices_of_lists_are_checked() {
    QVERIFY(validate(SteppedOptions{.side = 504, .kinds = {"a", "b"}}).empty());
    const auto problems = validate(SteppedOptions{.side = 500, .kinds = {"a", "c"}});
    QCOMPARE(problems.size(), std::size_t{2});
    QCOMPARE(problems[0].field + " " + problems[0].message.english(), std::string("side must be a multiple of 8"));
    QCOMPARE(problems[1].field + " " + problems[1].message.english(), std::string("kinds has no 'c'; there are: a, b"));
    const auto fields = listFields(SteppedOptions{});
    QCOMPARE(fields[0].label, std::string("Side"));
    QCOMPARE(fields[0].step, std::int64_t{8});
    QVERIFY(fields[0].live && !fields[1].live);
}

void OptionsTest::only_live_options_can_be_set_within_their_ranges() {
    SteppedOptions options;
    QVERIFY(setLiveOption(options, "side", 128));
    QCOMPARE(options.side, std::int64_t{128});
    for (const auto& [name, value] : std::initializer_list<std::pair<const char*, double>>{
             {"side", 128.5}, {"side", -1}, {"side", 1e6}, {"side", std::nan("")}, {"rate", 0.1}, {"nothing", 1}})
        QVERIFY2(!setLiveOption(options, name, value), name);
    QCOMPARE(options.side, std::int64_t{128});
    QCOMPARE(liveOptions(options), std::string("side"));
}
