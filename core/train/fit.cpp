// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fit.h"

#include "base/error.h"
#include "train/ema.h"
#include "train/lr_schedule.h"

#include <cmath>
#include <optional>

namespace recap {

void fit(torch::nn::Module& module, const FitOptions& options, JobContext& context,
         const std::function<torch::Tensor(std::int64_t step)>& loss) {
    NamedParameters parameters;
    for (const auto& item : module.named_parameters()) parameters.emplace_back(item.key(), item.value());
    AdamW optimizer({0.9, options.adam_beta2, 1e-8, options.weight_decay});
    optimizer.addGroup(parameters);
    std::optional<Ema> ema;
    if (options.ema_decay > 0) ema.emplace(optimizer.parameters(), options.ema_decay);
    module.train();
    for (std::int64_t step = 0; step < options.steps; ++step) {
        context.pausePoint();
        const auto value = loss(step);
        const double number = value.item<double>();
        if (!std::isfinite(number))
            throw Error(ErrorCode::Diverged, message("The loss of %1 became %2 at step %3. Use a lower learning rate.",
                                                     options.stage, number, step));
        optimizer.zeroGrad();
        value.backward();
        optimizer.clipGradNorm(options.max_grad_norm);
        const double rate = options.learning_rate * lrFactor("cosine", step, options.warmup_steps, options.steps);
        optimizer.step(rate);
        if (ema) ema->update();
        if (step % 10 == 0) context.emitEvent(ScalarEvent{options.run, step, {{"loss", number}, {"lr", rate}}});
        context.report({options.stage, step + 1, options.steps});
    }
    if (ema) ema->swap();
    module.eval();
}

}  // namespace recap
