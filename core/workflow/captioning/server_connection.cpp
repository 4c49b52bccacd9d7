// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/server_connection.h"

#include "base/error.h"
#include "base/unicode.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace recap {
namespace {

constexpr long kUnauthorized = 401, kForbidden = 403;

bool keyRefused(const ServerFacts& facts) {
    return facts.status == kUnauthorized || facts.status == kForbidden;
}

Message keySentence(const ServerFacts& facts, const ServerCaptionOptions& options) {
    HttpAnswer answer;
    answer.status = facts.status;
    return refusalSentence(facts.address, answer, {.refusal = Refusal::Key}, options.model, options.api_key_env);
}

Message blindSentence(const std::string& address) {
    return message(
        "The model of %1 does not take images. Start the server with a model that does; llama.cpp also needs "
        "its projector (--mmproj).",
        address);
}

}  // namespace

std::vector<std::string> serverAddresses(const ServerCaptionOptions& options) {
    std::vector<std::string> addresses;
    std::istringstream parts(options.server);
    for (std::string part; std::getline(parts, part, ',');) {
        if (trimmed(part).empty()) continue;
        auto address = serverAddress(part);
        if (std::find(addresses.begin(), addresses.end(), address) == addresses.end())
            addresses.push_back(std::move(address));
    }
    if (addresses.empty())
        throw Error(ErrorCode::InvalidOption, message("No server is named; one looks like http://localhost:8000."));
    return addresses;
}

std::string serverKey(const ServerCaptionOptions& options) {
    const char* value = options.api_key_env.empty() ? nullptr : std::getenv(options.api_key_env.c_str());
    const std::string key(value == nullptr ? std::string_view() : trimmed(value));
    if (key.empty() && !options.api_key_env.empty() && options.api_key_env != ServerCaptionOptions{}.api_key_env)
        throw Error(ErrorCode::InvalidOption, message("The environment variable %1, which should hold the key of the "
                                                      "server, is not set.",
                                                      options.api_key_env));
    if (std::any_of(key.begin(), key.end(), [](unsigned char c) { return c <= 0x20 || c >= 0x7f; }))
        throw Error(ErrorCode::InvalidOption, message("The environment variable %1 holds no key: a key has no spaces "
                                                      "and no line ends.",
                                                      options.api_key_env));
    return key;
}

std::vector<ServerFacts> connectServers(const ServerCaptionOptions& options, const std::string& key,
                                        const std::function<void()>& turn) {
    std::vector<ServerFacts> servers;
    for (const auto& address : serverAddresses(options)) {
        const auto facts = findServer(address, key, turn);
        if (facts.end == HttpEnd::Certificate || facts.end == HttpEnd::BadAddress)
            throw Error(ErrorCode::InvalidOption, unreachedSentence(address, facts.end, facts.reason));
        if (keyRefused(facts)) throw Error(ErrorCode::InvalidOption, keySentence(facts, options));
        if (!facts.takes_pictures.value_or(true)) throw Error(ErrorCode::InvalidOption, blindSentence(address));
        servers.push_back(facts);
    }
    const auto reached = [](const ServerFacts& facts) { return facts.end == HttpEnd::Answered; };
    if (std::none_of(servers.begin(), servers.end(), reached)) {
        const auto& first = servers.front();
        throw Error(ErrorCode::InvalidOption, unreachedSentence(first.address, first.end, first.reason));
    }
    return servers;
}

std::string chosenModel(const ServerCaptionOptions& options, const std::vector<ServerFacts>& servers) {
    if (!options.model.empty()) return options.model;
    std::vector<std::string> models;
    for (const auto& server : servers)
        for (const auto& model : server.models)
            if (std::find(models.begin(), models.end(), model) == models.end()) models.push_back(model);
    if (models.size() == 1) return models.front();
    if (models.empty())
        throw Error(ErrorCode::InvalidOption, message("%1 does not list its models, so the option model must name one.",
                                                      servers.front().address));
    std::vector<Message> names;
    for (const auto& model : models) names.push_back(verbatim(model));
    throw Error(ErrorCode::InvalidOption,
                message("The servers have several models; the option model must name one of: %1.", listOf(names)));
}

std::vector<Message> describeServers(const ServerCaptionOptions& options, const std::function<void()>& turn) {
    const auto key = serverKey(options);
    std::vector<Message> out;
    for (const auto& address : serverAddresses(options)) {
        const auto facts = findServer(address, key, turn);
        if (facts.end != HttpEnd::Answered)
            out.push_back(unreachedSentence(address, facts.end, facts.reason));
        else if (keyRefused(facts))
            out.push_back(keySentence(facts, options));
        else if (!facts.takes_pictures.value_or(true))
            out.push_back(blindSentence(address));
        else
            out.push_back(serverSentence(facts));
    }
    return out;
}

}  // namespace recap
