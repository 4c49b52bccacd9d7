// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asking the servers of a set of options what they are, before anything is captioned.
#pragma once

#include "base/message.h"
#include "remote/chat_server.h"
#include "workflow/captioning/server_caption_options.h"

#include <functional>
#include <string>
#include <vector>

namespace recap {

// Throws Error(InvalidOption) when none is named or one is no address.
std::vector<std::string> serverAddresses(const ServerCaptionOptions& options);

// The key in the environment variable that the options name; empty: it is not set. Throws Error(InvalidOption) for a
// key that cannot be sent.
std::string keyFromEnvironment(const ServerCaptionOptions& options);

// The key for one server: that of the environment, else what the system's secret store holds for its address; empty:
// none is needed. Throws Error(InvalidOption) when another variable than the usual one is named and there is no key.
// Waits for the secret store, as remote/secret_store.h says.
std::string serverKey(const ServerCaptionOptions& options, const std::string& address,
                      const std::function<void()>& turn);

// Every server by its answers, each with its key. Throws Error(InvalidOption) when none can be reached, or one cannot
// be used.
std::vector<ServerFacts> connectServers(const ServerCaptionOptions& options, const std::function<void()>& turn);

// The model of the options, or the only one that the servers list. Throws Error(InvalidOption) with the models that
// there are, also when a server lists its models and the one of the options is not among them.
std::string chosenModel(const ServerCaptionOptions& options, const std::vector<ServerFacts>& servers);

// Throws Error(InvalidOption) for a server whose model takes no notice of pictures. A server of which that cannot be
// found out passes.
void requireSight(const ServerCaptionOptions& options, const std::vector<ServerFacts>& servers,
                  const std::string& model, const std::function<void()>& turn);

// One sentence for each server, for a person who wants to know whether the options will do. Waits for the servers: for
// a background thread. `turn` is called several times a second and may throw. Throws as the functions above.
std::vector<Message> describeServers(const ServerCaptionOptions& options, const std::function<void()>& turn);

}  // namespace recap
