// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote/chat_server.h"

#include "base/error.h"
#include "base/json.h"
#include "base/unicode.h"

#include <algorithm>
#include <cctype>
#include <span>

namespace recap {
namespace {

constexpr std::size_t kMostWords = 300;
constexpr long kOk = 200, kUnauthorized = 401, kForbidden = 403, kNotFound = 404, kTooLarge = 413, kTooMany = 429,
               kBadGateway = 502, kUnavailable = 503, kGatewayTimeout = 504;

// Questions about the server itself are small and answered at once.
constexpr HttpLimits kQuestionLimits{
    .answer_bytes = std::size_t{4} << 20, .connect_seconds = 10, .total_seconds = 20, .body_seconds = 20};

// Words of servers whose model sees no images, in lower case.
constexpr std::string_view kNoPictures[] = {
    "image input is not supported", "not support image",          "not support vision", "not a multimodal model",
    "data required for image",      "image_url is not supported", "at most 0 image",    "image_url is only supported",
    "unknown variant `image_url`"};
constexpr std::string_view kTooLong[] = {"exceed_context_size", "maximum context length", "available context size",
                                         "context length",      "context window",         "maximum model length",
                                         "prompt is too long",  "too many tokens"};

bool hasAny(std::string_view text, std::span<const std::string_view> parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

bool hasWord(std::string_view text, std::string_view word) {
    const auto letter = [&](std::size_t at) {
        return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_');
    };
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
        if (!(at > 0 && letter(at - 1)) && !letter(at + word.size())) return true;
    return false;
}

std::string stringAt(const Json& json, const char* member) {
    if (!json.is_object()) return {};
    const auto it = json.find(member);
    return it != json.end() && it->is_string() ? it->get<std::string>() : std::string();
}

// The sentence in an error body: {"error": {"message"}}, {"error": "..."}, {"message"}, {"detail"}; else the body.
std::string errorWords(const std::string& body) {
    const Json json = Json::parse(body, nullptr, false);
    if (!json.is_object()) return body;
    if (const auto it = json.find("error"); it != json.end()) {
        if (it->is_string()) return it->get<std::string>();
        if (const auto words = stringAt(*it, "message"); !words.empty()) {
            const auto type = stringAt(*it, "type");
            return type.empty() ? words : words + " (" + type + ")";
        }
    }
    for (const char* member : {"message", "detail"})
        if (const auto words = stringAt(json, member); !words.empty()) return words;
    return body;
}

Json jsonAt(const std::string& url, const std::string& key, const std::function<void()>& turn, HttpAnswer* whole) {
    auto answer = askOnce({.url = url, .key = key}, kQuestionLimits, turn);
    Json json =
        answer.end == HttpEnd::Answered && answer.status == kOk ? Json::parse(answer.body, nullptr, false) : Json();
    if (whole != nullptr) *whole = std::move(answer);
    return json;
}

void readModels(const Json& list, ServerFacts& facts) {
    if (!list.is_object() || !list.contains("data") || !list["data"].is_array()) return;
    for (const auto& model : list["data"]) {
        if (const auto id = stringAt(model, "id"); !id.empty() && facts.models.size() < kMostListedModels)
            facts.models.push_back(presentableWords(id, {}));
        if (facts.kind == ServerKind::Generic && stringAt(model, "owned_by") == "vllm") facts.kind = ServerKind::Vllm;
    }
}

}  // namespace

// Some servers say which key they refuse.
std::string presentableWords(std::string words, const std::string& key) {
    if (!key.empty())
        for (auto at = words.find(key); at != std::string::npos; at = words.find(key, at))
            words.replace(at, key.size(), "***");
    for (char& c : words)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    if (words.size() > kMostWords) words = words.substr(0, kMostWords) + "...";
    return repairUtf8(trimmed(words));
}

std::string serverAddress(std::string_view text) {
    std::string address(trimmed(text));
    const auto scheme = address.find("://");
    const std::string name = toLower(address.substr(0, scheme == std::string::npos ? 0 : scheme));
    if (name != "http" && name != "https")
        throw Error(ErrorCode::InvalidOption,
                    message("'%1' is not the address of a server; one looks like http://localhost:8000.", address));
    const auto host = scheme + 3;
    if (address.substr(host, address.find('/', host) - host).find('@') != std::string::npos)
        throw Error(ErrorCode::InvalidOption,
                    message("The address of a server must not contain a password; put the key into an environment "
                            "variable."));
    const auto drop = [&](std::string_view ending) {
        if (address.size() > host + ending.size() && address.ends_with(ending))
            address.erase(address.size() - ending.size());
    };
    while (address.size() > host && address.back() == '/') address.pop_back();
    drop("/chat/completions");
    drop("/v1");
    while (address.size() > host && address.back() == '/') address.pop_back();
    // No query either: it would be a place for a key.
    const bool plain =
        std::none_of(address.begin(), address.end(), [](unsigned char c) { return c <= 0x20 || c == '?' || c == '#'; });
    if (address.size() <= host || address[host] == '/' || !plain)
        throw Error(ErrorCode::InvalidOption,
                    message("'%1' is not the address of a server; one looks like http://localhost:8000.", text));
    return address;
}

ServerFacts findServer(const std::string& address, const std::string& key, const std::function<void()>& turn) {
    ServerFacts facts;
    facts.address = address;
    facts.key = key;
    HttpAnswer first;
    const Json props = jsonAt(address + "/props", key, turn, &first);
    facts.end = first.end;
    facts.reason = first.reason;
    // A slow or broken answer to a question that the server need not know says nothing about the server.
    if (first.end == HttpEnd::Unreachable || first.end == HttpEnd::Certificate || first.end == HttpEnd::BadAddress)
        return facts;
    facts.end = HttpEnd::Answered;
    if (props.is_object() && props.contains("total_slots") && props["total_slots"].is_number_integer()) {
        facts.kind = ServerKind::LlamaCpp;
        facts.parallel = static_cast<int>(std::clamp<std::int64_t>(props["total_slots"].get<std::int64_t>(), 1, 1024));
        facts.version = presentableWords(stringAt(props, "build_info"), key);
        if (const auto it = props.find("modalities");
            it != props.end() && it->is_object() && it->contains("vision") && (*it)["vision"].is_boolean())
            facts.takes_pictures = (*it)["vision"].get<bool>();
    } else if (const auto ollama = stringAt(jsonAt(address + "/api/version", key, turn, nullptr), "version");
               !ollama.empty()) {
        facts.kind = ServerKind::Ollama;
        facts.version = presentableWords(ollama, key);
    } else if (const auto vllm = stringAt(jsonAt(address + "/version", key, turn, nullptr), "version"); !vllm.empty()) {
        facts.kind = ServerKind::Vllm;
        facts.version = presentableWords(vllm, key);
    }
    HttpAnswer listed;
    readModels(jsonAt(address + "/v1/models", key, turn, &listed), facts);
    facts.status = listed.status;
    return facts;
}

int startInFlight(const ServerFacts& facts) {
    switch (facts.kind) {
        case ServerKind::LlamaCpp: return facts.parallel;
        case ServerKind::Ollama: return 2;
        case ServerKind::Vllm: return 16;
        case ServerKind::Generic: break;
    }
    return 4;
}

Message serverSentence(const ServerFacts& facts) {
    constexpr std::size_t kShown = 10;
    std::vector<Message> models;
    for (const auto& model : facts.models)
        if (models.size() < kShown) models.push_back(verbatim(model));
    if (facts.models.size() > kShown) models.push_back(verbatim("..."));
    const Message kind = facts.kind == ServerKind::Generic
                             ? message("a server of the OpenAI style")
                             : verbatim(std::string(enumName(kServerKindNames, facts.kind)));
    const Message version = facts.version.empty() ? message("unknown version") : message("version %1", facts.version);
    if (models.empty()) return message("%1: %2, %3. It lists no models.", facts.address, kind, version);
    return message("%1: %2, %3. Models: %4.", facts.address, kind, version, listOf(models));
}

Message unreachedSentence(const std::string& address, HttpEnd end, const std::string& reason) {
    switch (end) {
        case HttpEnd::Certificate:
            return message(
                "There is no secure connection to %1: %2. For a server with a certificate of your own, name its file "
                "in the environment variable SSL_CERT_FILE; the address of one without TLS begins with http://.",
                address, reason);
        case HttpEnd::BadAddress: return message("'%1' is not the address of a server: %2.", address, reason);
        case HttpEnd::Timeout: return message("%1 did not answer in time: %2.", address, reason);
        case HttpEnd::TooLarge: return message("The answer of %1 is larger than any answer should be.", address);
        case HttpEnd::Unreachable:
        case HttpEnd::Broken:
        case HttpEnd::Answered: break;
    }
    return message("%1 cannot be reached: %2. Is the server running?", address, reason);
}

RefusalFacts refusalOf(const HttpAnswer& answer, const std::set<std::string>& sent, const std::string& key) {
    RefusalFacts facts;
    const std::string words = errorWords(answer.body);
    facts.words = presentableWords(words, key);
    const std::string lower = toLower(words.substr(0, 4 * kMostWords));
    const long status = answer.status;
    if (status >= 300 && status < 400)
        facts.refusal = Refusal::Address;
    else if (status == kUnauthorized || status == kForbidden)
        facts.refusal = Refusal::Key;
    else if (hasAny(lower, kNoPictures))
        facts.refusal = Refusal::NoPictures;
    else if (status == kNotFound)
        facts.refusal = Refusal::Model;
    else if (status == kTooMany || status == kUnavailable || status == kBadGateway || status == kGatewayTimeout)
        facts.refusal = Refusal::Busy;
    else if (status == kTooLarge || hasAny(lower, kTooLong))
        facts.refusal = Refusal::TooLong;
    else
        for (const auto& option : sent)
            if (hasWord(lower, option)) {
                facts.refusal = Refusal::Option;
                facts.option = option;
            }
    return facts;
}

Message refusalSentence(const std::string& address, const HttpAnswer& answer, const RefusalFacts& facts,
                        const std::string& model, const std::string& keyName) {
    switch (facts.refusal) {
        case Refusal::Key:
            return message(
                "%1 refuses the key (status %2). Put the right key into the environment variable %3, or into the "
                "secret store with: secret-tool store --label=recap service recap-workbench server %1",
                address, answer.status, keyName);
        case Refusal::Address:
            return message("%1 sends requests on to %2. Redirects are not followed; give that address.", address,
                           answer.redirect.empty() ? "?" : answer.redirect);
        case Refusal::Model:
            return message("%1 has no model '%2', or no chat completions at this address: %3.", address, model,
                           facts.words);
        case Refusal::NoPictures:
            return message("The model '%1' of %2 does not take images: %3.", model, address, facts.words);
        default: break;
    }
    return message("%1 refused the request (status %2): %3.", address, answer.status, facts.words);
}

}  // namespace recap
