// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace recap {

// The loss scale of float16 training by the rule of torch.amp.GradScaler: halved after a step with gradients that are
// not finite (which is skipped), doubled after 2000 good steps in a row.
struct LossScaler {
    double scale = 65536;
    std::int64_t good_steps = 0;

    void update(bool finite) {
        if (!finite) {
            scale *= 0.5;
            good_steps = 0;
        } else if (++good_steps == 2000) {
            scale *= 2;
            good_steps = 0;
        }
    }
};

}  // namespace recap
