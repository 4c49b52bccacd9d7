// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/server_connection.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/unicode.h"
#include "image/encode.h"
#include "remote/secret_store.h"
#include "remote/sight.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <sstream>

namespace recap {
namespace {

constexpr long kUnauthorized = 401, kForbidden = 403;
constexpr std::size_t kShownModels = 20;

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

bool isKey(const std::string& text) {
    return std::none_of(text.begin(), text.end(), [](unsigned char c) { return c <= 0x20 || c >= 0x7f; });
}

Message shownNames(const std::vector<std::string>& names) {
    std::vector<Message> shown;
    for (const auto& name : names)
        if (shown.size() < kShownModels) shown.push_back(verbatim(name));
    if (names.size() > kShownModels) shown.push_back(verbatim("..."));
    return listOf(shown);
}

// Why the server will not find the model; empty when it will, or when it does not say what it has.
Message missingModel(const ServerFacts& server, const std::string& model) {
    const auto& models = server.models;
    // llama.cpp with one model answers to every name; a proxy lists patterns, and a long list was cut off.
    const bool takesAny = server.kind == ServerKind::LlamaCpp && models.size() == 1;
    if (models.empty() || takesAny || models.size() >= kMostListedModels) return {};
    // ollama lists the usual tag, and transformers the branch.
    const auto isIt = [&](const std::string& listed) {
        return listed == model || listed == model + ":latest" || listed == model + "@main" ||
               listed.find('*') != std::string::npos;
    };
    if (std::any_of(models.begin(), models.end(), isIt)) return {};
    return message("%1 has no model '%2'. It has: %3.", server.address, model, shownNames(models));
}

SightFacts sightTest(const ServerCaptionOptions& options, const ServerFacts& server, const std::string& model,
                     const std::function<void()>& turn) {
    constexpr int kSide = 448, kQuality = 90;
    ImageBuffer picture(kSide, kSide);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i) picture.pixels[i] = static_cast<std::uint8_t>(i / kSide);
    const auto nonce = std::to_string(SystemClock().nowMs());
    return sightOf(server, model, encodeJpeg(picture, kQuality), nonce, static_cast<double>(options.timeout), turn);
}

Message described(const ServerCaptionOptions& options, const ServerFacts& facts, const std::function<void()>& turn) {
    if (facts.end != HttpEnd::Answered) return unreachedSentence(facts.address, facts.end, facts.reason);
    if (keyRefused(facts)) return keySentence(facts, options);
    if (!facts.takes_pictures.value_or(true)) return blindSentence(facts.address);
    std::string model = options.model;
    if (model.empty() && facts.models.size() == 1) model = facts.models.front();
    if (model.empty()) return serverSentence(facts);
    if (const auto problem = missingModel(facts, model); !problem.empty()) return problem;
    if (!facts.takes_pictures)
        if (const auto sight = sightTest(options, facts, model, turn); sight.sight == Sight::Blind)
            return blindSentence(facts.address, model, sight);
    return serverSentence(facts);
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

std::string keyFromEnvironment(const ServerCaptionOptions& options) {
    const char* value = options.api_key_env.empty() ? nullptr : std::getenv(options.api_key_env.c_str());
    std::string key(value == nullptr ? std::string_view() : trimmed(value));
    if (!isKey(key))
        throw Error(ErrorCode::InvalidOption, message("The environment variable %1 holds no key: a key has no spaces "
                                                      "and no line ends.",
                                                      options.api_key_env));
    return key;
}

std::string serverKey(const ServerCaptionOptions& options, const std::string& address,
                      const std::function<void()>& turn) {
    if (auto key = keyFromEnvironment(options); !key.empty()) return key;
    auto key = storedKey(address, turn);
    if (!isKey(key))
        throw Error(ErrorCode::InvalidOption, message("What the secret store holds for %1 is not a key: a key has no "
                                                      "spaces and no line ends.",
                                                      address));
    if (key.empty() && !options.api_key_env.empty() && options.api_key_env != ServerCaptionOptions{}.api_key_env)
        throw Error(ErrorCode::InvalidOption, message("The environment variable %1, which should hold the key of the "
                                                      "server, is not set.",
                                                      options.api_key_env));
    return key;
}

std::vector<ServerFacts> connectServers(const ServerCaptionOptions& options, const std::function<void()>& turn) {
    std::vector<ServerFacts> servers;
    for (const auto& address : serverAddresses(options)) {
        const auto facts = findServer(address, serverKey(options, address, turn), turn);
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
    if (!options.model.empty()) {
        for (const auto& server : servers)
            if (const auto problem = missingModel(server, options.model); !problem.empty())
                throw Error(ErrorCode::InvalidOption, problem);
        return options.model;
    }
    std::vector<std::string> models;
    for (const auto& server : servers)
        for (const auto& model : server.models)
            if (std::find(models.begin(), models.end(), model) == models.end()) models.push_back(model);
    if (models.size() == 1) return models.front();
    if (models.empty())
        throw Error(ErrorCode::InvalidOption, message("%1 does not list its models, so the option model must name one.",
                                                      servers.front().address));
    throw Error(ErrorCode::InvalidOption,
                message("The servers have several models; the option model must name one of: %1.", shownNames(models)));
}

void requireSight(const ServerCaptionOptions& options, const std::vector<ServerFacts>& servers,
                  const std::string& model, const std::function<void()>& turn) {
    for (const auto& server : servers) {
        // A server that is away now is tested by its first answers.
        if (server.end != HttpEnd::Answered || server.takes_pictures.has_value()) continue;
        const auto sight = sightTest(options, server, model, turn);
        if (sight.sight == Sight::Blind)
            throw Error(ErrorCode::InvalidOption, blindSentence(server.address, model, sight));
    }
}

std::vector<Message> describeServers(const ServerCaptionOptions& options, const std::function<void()>& turn) {
    std::vector<Message> out;
    for (const auto& address : serverAddresses(options))
        out.push_back(described(options, findServer(address, serverKey(options, address, turn), turn), turn));
    return out;
}

}  // namespace recap
