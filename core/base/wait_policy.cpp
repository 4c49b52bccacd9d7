// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/wait_policy.h"

#include <unistd.h>
#include <cstdlib>
#include <filesystem>

namespace recap {

void waitPassively(char** argv) {
    if (std::getenv("OMP_WAIT_POLICY") != nullptr || std::getenv("GOMP_SPINCOUNT") != nullptr) return;
    ::setenv("OMP_WAIT_POLICY", "passive", 1);
    // By its own name, which lists of processes show.
    std::error_code error;
    if (const auto self = std::filesystem::read_symlink("/proc/self/exe", error); !error) ::execv(self.c_str(), argv);
}

}  // namespace recap
