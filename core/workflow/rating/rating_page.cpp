// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_page_internal.h"

#include "base/atomic_file.h"
#include "base/base64.h"
#include "base/hash.h"
#include "workflow/rating/rating_exchange.h"
#include "workflow/rating/rating_session.h"

namespace recap::rating_internal {
namespace {

// A file among the templates that has no names to be filled in.
std::string part(std::string_view file) {
    return renderPage(file, Json::object());
}

// What the policy says of an inline style or script: 'sha256-' and the digest in base64.
std::string sourceOf(std::string_view text) {
    const std::string digits = sha256(text);
    std::string digest;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        digest.push_back(static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16)));
    return std::string("'sha256-").append(base64(digest)).append("'");
}

std::string policyOf(PageKind kind, std::string_view style, std::string_view script) {
    std::string policy = "default-src 'none'";
    policy.append(kind == PageKind::File ? "; img-src data:" : "; img-src 'self'; connect-src 'self'");
    policy.append("; style-src ").append(sourceOf(style)).append("; script-src ").append(sourceOf(script));
    // Not covered by default-src. The last two: no text can become markup, whatever the script does.
    return policy.append(
        "; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
}

// JSON inside a script element: nothing in it can end the element or begin a comment.
std::string inScript(const Json& json) {
    std::string out;
    for (const char c : toJsonLine(json)) {
        if (c == '<')
            out.append("\\u003c");
        else if (c == '>')
            out.append("\\u003e");
        else if (c == '&')
            out.append("\\u0026");
        else
            out.push_back(c);
    }
    return out;
}

std::string scriptOf(PageKind kind) {
    std::string script = "'use strict';\n{\n";
    script.append(part(kind == PageKind::File ? "rating_page_store.js" : "rating_page_server.js"));
    return script.append(part("rating_page.js")).append("}\n");
}

Json itemsOf(const PackedStudy& packed) {
    Json items = Json::array();
    for (const auto& item : packed.items) {
        Json codes = Json::array();
        for (const auto& picture : item.pictures) codes.push_back(picture.code);
        items.push_back({{"item", item.item}, {"prompt", item.prompt}, {"codes", codes}});
    }
    return items;
}

// What the script reads.
Json sessionOf(const PackedStudy& packed, PageKind kind) {
    Json places = Json::array(), answers = Json::array();
    for (const auto& place : packed.type->places) places.push_back(place.id);
    for (const auto& answer : packed.type->answers) answers.push_back(answer.id);
    return {{"study_hash", packed.study_hash},
            {"rater", packed.rater},
            {"answers_version", kRatingAnswersVersion},
            {"minimum_ms", kRatingMinimumViewMs},
            {"server", kind == PageKind::Link},
            {"places", places},
            {"answers", answers},
            {"items", itemsOf(packed)}};
}

Json picturesOf(const PackedStudy& packed) {
    Json pictures = Json::array();
    for (const auto& item : packed.items)
        for (const auto& picture : item.pictures)
            pictures.push_back({{"code", picture.code}, {"base64", base64(readTextFile(picture.file))}});
    return pictures;
}

}  // namespace

std::string ratingPage(const PackedStudy& packed, PageKind kind, const PageWords& words) {
    const std::string style = part("rating_page.css"), script = scriptOf(kind);
    Json places = Json::array(), answers = Json::array();
    for (const auto& place : packed.type->places) places.push_back({{"name", said(place.name, words)}});
    for (const auto& answer : packed.type->answers)
        answers.push_back({{"id", answer.id}, {"key", answers.size() + 1}, {"label", said(answer.label, words)}});
    const Json page = {{"policy", policyOf(kind, style, script)},
                       {"style", style},
                       {"script", script},
                       {"data", inScript(sessionOf(packed, kind))},
                       {"pictures", kind == PageKind::File ? picturesOf(packed) : Json::array()},
                       {"offline", kind == PageKind::File},
                       {"layout", packed.type->sideBySide() ? "two" : "one"},
                       {"question", packed.question},
                       {"rater", packed.rater},
                       {"items", packed.items.size()},
                       {"places", places},
                       {"answers", answers},
                       // Filled in by the script.
                       {"first", "%1"},
                       {"second", "%2"}};
    return renderPage("rating_page.html", page, words);
}

}  // namespace recap::rating_internal
