// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures made ready for a server by threads of their own, a few ahead of their use.
#pragma once

#include "base/message.h"
#include "image/image_buffer.h"

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace recap {

// What a server is sent of a picture: RGB, upright, with a longer side of at most `side`, as JPEG.
struct SentPicture {
    std::string jpeg = {};
    std::string sha256 = {};  // of the JPEG
    int width = 0;
    int height = 0;
};
// Throws as decodeImage.
SentPicture sentPicture(const std::string& path, int side);

class PictureQueue {
public:
    struct Ready {
        std::size_t index = 0;  // in the list of paths
        SentPicture picture = {};
        Message problem = {};  // why there is none
    };

    PictureQueue(std::vector<std::string> paths, int side);
    ~PictureQueue();
    PictureQueue(const PictureQueue&) = delete;
    PictureQueue& operator=(const PictureQueue&) = delete;

    enum class State { Taken, NotYet, Empty };
    // The next picture of the list. Does not wait.
    State take(Ready& ready);
    // The same, waiting. False at the end.
    bool wait(Ready& ready);

private:
    void work();
    void giveNext(Ready& ready);

    const std::vector<std::string> paths_;
    const int side_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t begun_ = 0, taken_ = 0;   // guarded by mutex_
    bool stopped_ = false;                // guarded by mutex_
    std::map<std::size_t, Ready> ready_;  // by index; guarded by mutex_
    std::vector<std::thread> threads_;
};

}  // namespace recap
