// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace recap {

// The key that the system's secret store holds for a server, asked of libsecret's program, without a shell:
//
//     secret-tool lookup service recap-workbench server ADDRESS
//
// Empty when it holds none, and where there is no such program on the PATH. A locked store may ask the person for a
// password, so this waits, at most two minutes; `turn` is called several times a second and may throw.
std::string storedKey(const std::string& address, const std::function<void()>& turn);

}  // namespace recap
