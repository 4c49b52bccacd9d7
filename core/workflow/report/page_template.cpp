// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/report/page_template.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/paths.h"

#include <kainjow/mustache.hpp>

#include <map>

namespace recap {
namespace {

using kainjow::mustache::data;

std::string templateText(const std::string& file) {
    return readTextFile(resourceDirectory() / "templates" / file);
}

data dataFrom(const Json& json) {
    if (json.is_object()) {
        data object(data::type::object);
        for (const auto& [key, value] : json.items()) object.set(key, dataFrom(value));
        return object;
    }
    if (json.is_array()) {
        data list(data::type::list);
        for (const auto& entry : json) list.push_back(dataFrom(entry));
        return list;
    }
    if (json.is_boolean()) return data(json.get<bool>() ? data::type::bool_true : data::type::bool_false);
    return data(json.is_string() ? json.get<std::string>() : json.dump());
}

// Finds partials among the files, and misses nothing silently.
class PageContext final : public kainjow::mustache::context<std::string> {
public:
    PageContext(const data* root, std::string_view name) : context(root), name_(name) {}

    const data* get(const std::string& name) const override {
        const auto* found = context::get(name);
        if (found == nullptr)
            throw Error(ErrorCode::Internal,
                        message("The template %1 asks for '%2', which its page does not give.", name_, name));
        return found;
    }

    const data* get_partial(const std::string& name) const override {
        auto known = partials_.find(name);
        if (known == partials_.end()) {
            const kainjow::mustache::partial partial = [text = templateText(name)] { return text; };
            known = partials_.emplace(name, data(partial)).first;
        }
        return &known->second;
    }

private:
    std::string name_;
    mutable std::map<std::string, data> partials_;
};

}  // namespace

std::string said(const Message& message, const PageWords& words) {
    return words ? message.in(words) : message.english();
}

std::string renderTemplate(const std::string& text, std::string_view name, const Json& json, const PageWords& words) {
    kainjow::mustache::mustache page(text);
    if (!page.is_valid())
        throw Error(ErrorCode::Internal, message("The template %1 is wrong: %2", name, page.error_message()));
    data root = dataFrom(json);
    root.set("say", kainjow::mustache::lambda{
                        [&words](const std::string& sentence) { return words ? words(sentence) : sentence; }});
    PageContext context(&root, name);
    std::string out = page.render(context);
    if (!page.is_valid())
        throw Error(ErrorCode::Internal, message("The template %1 is wrong: %2", name, page.error_message()));
    return out;
}

std::string renderPage(std::string_view file, const Json& json, const PageWords& words) {
    return renderTemplate(templateText(std::string(file)), file, json, words);
}

}  // namespace recap
