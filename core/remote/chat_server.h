// SPDX-License-Identifier: GPL-3.0-or-later
//
// What kind of server an address leads to, and what its refusals mean.
#pragma once

#include "base/enum_names.h"
#include "base/message.h"
#include "remote/http_client.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

enum class ServerKind { LlamaCpp, Ollama, Vllm, Generic };
inline constexpr EnumNames<ServerKind, 4> kServerKindNames{{{ServerKind::LlamaCpp, "llama.cpp"},
                                                            {ServerKind::Ollama, "ollama"},
                                                            {ServerKind::Vllm, "vLLM"},
                                                            {ServerKind::Generic, "generic"}}};

// "http://host:8000/v1/" and the like as "http://host:8000". Throws Error(InvalidOption) for what is no http or https
// address, and for one with a password in it.
std::string serverAddress(std::string_view text);
inline std::string chatUrl(const std::string& address) {
    return address + "/v1/chat/completions";
}
inline std::string healthUrl(const std::string& address) {
    return address + "/health";
}

inline constexpr std::size_t kMostListedModels = 1000;  // of a server; further ones are not kept

struct ServerFacts {
    std::string address = {};
    HttpEnd end = HttpEnd::Answered;  // of the first request
    long status = 0;                  // of the list of models; 0: not asked
    std::string reason = {};          // why there was no answer
    ServerKind kind = ServerKind::Generic;
    std::string version = {};                 // empty: unknown
    std::vector<std::string> models = {};     // empty when the server does not list them
    int parallel = 0;                         // llama.cpp: requests it works on at once
    std::optional<bool> takes_pictures = {};  // llama.cpp: whether its model does
    std::string key = {};                     // sent to this server and to no other; empty: none
};

// Asks the server what it is. Never by its port: by answers that only its kind gives. `turn` as in askOnce.
ServerFacts findServer(const std::string& address, const std::string& key, const std::function<void()>& turn);
// With how many requests at once a server of the kind begins.
int startInFlight(const ServerFacts& facts);
// One sentence about the kind, the version and the models.
Message serverSentence(const ServerFacts& facts);
// Why the server could not be reached; names its address.
Message unreachedSentence(const std::string& address, HttpEnd end, const std::string& reason);

// A server refused a request.
enum class Refusal {
    Busy,        // now; ask again later
    Key,         // the key is missing or wrong
    Address,     // it leads elsewhere
    Model,       // it has no such model, or no chat at this address
    NoPictures,  // its model sees no images
    TooLong,     // this request has more tokens or bytes than it takes
    Option,      // it does not know an option
    Request,     // this request, for another reason
};

struct RefusalFacts {
    Refusal refusal = Refusal::Request;
    std::string option = {};  // Refusal::Option: which
    std::string words = {};   // the server's, on one line, without the key
};
// Words of a server as a sentence can quote them: on one line, not too long, without the key.
std::string presentableWords(std::string words, const std::string& key);
// For an answer with another status than 200. `sent`: names of the sampling fields that were in the request.
RefusalFacts refusalOf(const HttpAnswer& answer, const std::set<std::string>& sent, const std::string& key);
// The sentence with which Key, Address, Model and NoPictures end the work. `keyName`: the environment variable of the
// key.
Message refusalSentence(const std::string& address, const HttpAnswer& answer, const RefusalFacts& facts,
                        const std::string& model, const std::string& keyName);

}  // namespace recap
