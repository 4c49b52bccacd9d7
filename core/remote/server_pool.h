// SPDX-License-Identifier: GPL-3.0-or-later
//
// Several servers that share one queue of rows. Each takes the next row when it has a free slot; what a server that is
// down or full had taken goes back to the queue. When no server takes requests the pool waits until one does.
#pragma once

#include "remote/chat_request.h"
#include "remote/chat_server.h"
#include "remote/http_client.h"
#include "remote/retry.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace recap {

struct PoolRow {
    std::int64_t row = 0;
    std::string instruction = {};
    std::string jpeg = {};
};

struct PoolAnswer {
    std::int64_t row = 0;
    ChatAnswer answer = {};
    Message problem = {};            // one sentence when the answer is no caption
    std::size_t server = 0;          // its place in the list that the pool was given
    Json sampling = Json::object();  // as sent
    int attempt = 1;                 // which attempt this is the answer to
    bool decoded_again = false;      // one answer repeated itself; this is the better of two
    double seconds = 0;
};

// What the pool asks and tells, all on the thread of run().
class PoolWork {
public:
    enum class Supply { Row, NotYet, None };
    virtual ~PoolWork() = default;
    // The next row. NotYet: one is being prepared. None: there is no further one.
    virtual Supply next(PoolRow& row) = 0;
    // The picture at half its size, for a row that is too long for a server; none when it cannot be made.
    virtual std::optional<std::string> smallerPicture(std::int64_t row) = 0;
    // Whether the answer repeats itself, so that the row is asked once more with another temperature.
    virtual bool repeatsItself(const ChatAnswer&) { return false; }
    // What it throws ends the pool.
    virtual void finished(PoolAnswer answer) = 0;
    // Called in each turn, several times a second. May wait when `inFlight` is 0. What it throws ends the pool.
    virtual void turn(std::size_t inFlight) = 0;
    virtual bool paused() const = 0;  // no further request is sent
    virtual void say(Message sentence) = 0;
};

struct PoolSettings {
    std::string model = {};
    ChatSampling sampling = {};
    std::string key_name = {};  // the environment variable of the keys, for messages
    int max_in_flight = 64;     // of each server
    RetryTimes retry = {};
    HttpLimits limits = {};
    std::uint64_t seed = 0;  // of the jitter
};

// So many answers of a server in a row that are no captions end the work: first as long as it has written none, then
// from the last one on. Every attempt counts.
inline constexpr int kMostUnusableAtFirst = 20, kMostUnusableInARow = 100;

// Returns when every row is finished. Throws with one sentence for what would meet every row: Error(InvalidOption) for
// a key or certificate that is refused and a model that is not there or takes no images, Error(BadFormat) for a server
// whose answers are no captions.
void runPool(const std::vector<ServerFacts>& servers, const PoolSettings& settings, PoolWork& work);

}  // namespace recap
