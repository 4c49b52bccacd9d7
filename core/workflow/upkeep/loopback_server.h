// SPDX-License-Identifier: GPL-3.0-or-later
//
// A caption server on the loopback interface with a known speed, to measure the client against.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace recap {

struct LoopbackSpeed {
    int parallel = 8;            // requests that it works on at once; further ones wait
    double seconds = 0.1;        // for each
    bool says_parallel = false;  // as llama.cpp does; the client otherwise knows nothing of it
};

// Answers every chat request with a caption after its time, and to nothing else but what a client asks of a server
// first. A thread for each connection. Throws Error(Internal) when it cannot listen.
class LoopbackServer {
public:
    explicit LoopbackServer(LoopbackSpeed speed);
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    std::string address() const;
    double perSecond() const { return speed_.parallel / speed_.seconds; }  // the most that it can answer
    std::int64_t answered() const { return answered_; }

private:
    void accept();
    void serve(int connection);
    std::string answer(const std::string& path);
    std::string chat();

    const LoopbackSpeed speed_;
    int listener_ = -1;
    int port_ = 0;
    std::mutex mutex_;
    std::condition_variable free_, stopped_;
    bool stopping_ = false;             // guarded by mutex_
    int working_ = 0;                   // guarded by mutex_
    std::vector<int> connections_;      // guarded by mutex_
    std::vector<std::thread> threads_;  // guarded by mutex_
    std::thread acceptor_;
    std::atomic<std::int64_t> answered_{0};
};

}  // namespace recap
