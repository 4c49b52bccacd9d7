// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"

#include <filesystem>
#include <optional>
#include <string>

namespace recap {

struct NamedPicture {
    std::filesystem::path path = {};
    bool guessed = false;  // only the end of the name was followed
};

// The picture below `folder` that a row of a data set names, although the name was written elsewhere: with backslashes,
// in another Unicode form (NFC, NFD), or absolute. Of a name that leads out of the folder (../, /, C:\) the longest end
// that is a picture in the folder or its images/ is taken, and `guessed` says so. None: there is no such picture.
// Throws Error(BadFormat) when the name leads out and no end of it is a picture here.
std::optional<NamedPicture> findPicture(const std::filesystem::path& folder, const std::string& name);

// What to say of a guess.
Message guessRemark(const std::string& name, const NamedPicture& picture);

}  // namespace recap
