// SPDX-License-Identifier: GPL-3.0-or-later
#include "page_template_test.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/paths.h"
#include "support/test_main.h"
#include "workflow/report/page_template.h"

#include <QtTest/QTest>

using namespace recap;

void PageTemplateTest::names_are_escaped_in_texts_and_attributes() {
    const Json data = {{"text", R"(<b title="x" id='y'>&amp;</b>)"}, {"number", 3}};
    QCOMPARE(renderTemplate(R"(<p class="{{text}}">{{text}} {{number}}</p>)", "page", data),
             std::string("<p class=\"&lt;b title=&quot;x&quot; id=&apos;y&apos;&gt;&amp;amp;&lt;/b&gt;\">&lt;b "
                         "title=&quot;x&quot; id=&apos;y&apos;&gt;&amp;amp;&lt;/b&gt; 3</p>"));
    QCOMPARE(renderTemplate("{{{text}}}", "page", data), data["text"].get<std::string>());
}

void PageTemplateTest::lists_repeat_and_truth_values_ask() {
    const Json data = {{"title", "all"},
                       {"rows", {{{"name", "a"}}, {{"name", "b"}}}},
                       {"none", Json::array()},
                       {"yes", true},
                       {"no", false}};
    QCOMPARE(renderTemplate("{{#rows}}{{name}} of {{title}}, {{/rows}}{{^none}}nothing{{/none}}", "page", data),
             std::string("a of all, b of all, nothing"));
    QCOMPARE(renderTemplate("{{#yes}}y{{/yes}}{{#no}}n{{/no}}{{^no}}not{{/no}}{{#none}}x{{/none}}", "page", data),
             std::string("ynot"));
    QCOMPARE(renderTemplate("{{! a remark }}{{title}}", "page", data), std::string("all"));
}

void PageTemplateTest::what_a_page_says_is_translated_before_names_are_put_in() {
    const PageWords words = [](const std::string& sentence) {
        return sentence == "{{n}} of {{what}}" ? std::string("{{what}}: {{n}}") : "?" + sentence;
    };
    const std::string page =
        "<p title=\"{{#say}}{{n}} of {{what}}{{/say}}\">{{#rows}}{{#say}}{{n}} of {{what}}{{/say}} {{/rows}}</p>";
    const Json data = {{"n", 2}, {"what", "a & \"b\""}, {"rows", {{{"n", 3}}, {{"n", 4}}}}};
    const std::string what = "a &amp; &quot;b&quot;";
    QCOMPARE(renderTemplate(page, "page", data, words),
             "<p title=\"" + what + ": 2\">" + what + ": 3 " + what + ": 4 </p>");
    QCOMPARE(renderTemplate(page, "page", data),
             "<p title=\"2 of " + what + "\">3 of " + what + " 4 of " + what + " </p>");
    QCOMPARE(said(message("one of %1", message("two")), words), std::string("?one of ?two"));
    QCOMPARE(said(message("one of %1", message("two")), {}), std::string("one of two"));
}

void PageTemplateTest::a_name_that_is_not_given_is_an_error() {
    try {
        renderTemplate("{{#rows}}{{nmae}}{{/rows}}", "list.html", {{"rows", {{{"name", "a"}}}}});
        QFAIL("the name was left out silently");
    } catch (const Error& error) {
        const std::string message = error.what();
        QVERIFY2(message.find("list.html") != std::string::npos && message.find("nmae") != std::string::npos,
                 message.c_str());
    }
}

void PageTemplateTest::a_mistake_in_a_template_is_an_error_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("a tag without an end") << "{{title";
    QTest::newRow("a section without an end") << "{{#rows}}";
    QTest::newRow("an end without a section") << "{{/rows}}";
    QTest::newRow("a part that is not there") << "{{> no_such_part.html}}";
}

void PageTemplateTest::a_mistake_in_a_template_is_an_error() {
    QFETCH(QString, text);
    QVERIFY_EXCEPTION_THROWN(renderTemplate(text.toStdString(), "page", {{"title", "t"}, {"rows", Json::array()}}),
                             Error);
}

void PageTemplateTest::every_template_of_the_program_can_be_read() {
    int read = 0;
    for (const auto& entry : std::filesystem::directory_iterator(resourceDirectory() / "templates")) {
        // Nothing is given, so the first name is missing; a mistake in the template would be said instead.
        try {
            renderPage(entry.path().filename().string(), Json::object());
        } catch (const Error& error) {
            QVERIFY2(std::string(error.what()).find("asks for") != std::string::npos, error.what());
        }
        ++read;
    }
    QVERIFY(read > 0);
}

RECAP_TEST_MAIN(PageTemplateTest)
