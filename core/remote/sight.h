// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a model takes notice of pictures. Some servers refuse one that their model cannot see; others leave it out
// and let the model make something up.
#pragma once

#include "remote/chat_server.h"

#include <functional>
#include <string>

namespace recap {

enum class Sight {
    Sees,
    Blind,
    Unknown,  // the server does not say how many tokens it read, or did not answer
};

struct SightFacts {
    Sight sight = Sight::Unknown;
    std::string words = {};  // Blind: the server's, when it refused the picture
};

// Asks the model the same thing with and without a picture, one token each: it is blind when the server refuses the
// picture for that reason, or counts as many tokens with it as without it. `nonce` is part of the question, so that no
// cache of the server shortens the count. Waits for the server, at most so long for each; `turn` is called several
// times a second and may throw.
SightFacts sightOf(const ServerFacts& server, const std::string& model, const std::string& jpeg,
                   const std::string& nonce, double seconds, const std::function<void()>& turn);
// One sentence that says so.
Message blindSentence(const std::string& address, const std::string& model, const SightFacts& facts);

}  // namespace recap
