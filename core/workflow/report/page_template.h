// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages are written from templates under resources/templates (Mustache): {{name}} is escaped for HTML, also inside
// quoted attributes; {{{name}}} is put in as it is, for markup made here; {{#list}} ... {{/list}} repeats for every
// entry or asks a truth value, {{^list}} ... {{/list}} is for an empty list or false; {{> file}} puts in another file.
// {{#say}}English words, with {{names}} among them{{/say}} are said in the language of the page;
// packaging/update-translations finds them.
#pragma once

#include "base/json.h"
#include "base/message.h"

#include <functional>
#include <string>
#include <string_view>

namespace recap {

// How a page says an English sentence, text for text; empty: in English.
using PageWords = std::function<std::string(const std::string&)>;
std::string said(const Message& message, const PageWords& words);

// `data`: an object; numbers are written as JSON writes them. Throws Error(FileNotFound) without the template, and
// Error(Internal) for a mistake in it or a name that `data` does not have: nothing is left out silently.
std::string renderPage(std::string_view file, const Json& data, const PageWords& words = {});
// The same from the template's text; `name` is used in messages.
std::string renderTemplate(const std::string& text, std::string_view name, const Json& data,
                           const PageWords& words = {});

}  // namespace recap
