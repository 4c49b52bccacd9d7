// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace recap {

// Makes the compute threads of this program and of those that it starts sleep while they wait, unless the environment
// says otherwise (OMP_WAIT_POLICY or GOMP_SPINCOUNT): two programs whose threads spin on the same cores slow each other
// down many times. OpenMP reads the variables before main, so the program is started once more with them set; call this
// first, with main's argv. Returns when nothing had to be done, or when the program cannot find itself (no /proc).
void waitPassively(char** argv);

}  // namespace recap
