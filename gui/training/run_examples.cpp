// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_examples.h"

#include "gui/training/run_selection.h"
#include "workflow/project/project.h"

#include <algorithm>
#include <utility>

namespace recap::gui {

RunExamples::RunExamples(const RunSelection& selection, QObject* parent) : ProjectPart(parent), selection_(selection) {
    connect(&selection_, &RunSelection::changed, this, &RunExamples::showOther);
}

void RunExamples::forget() {
    query_.forget();
    examples_.clear();
    of_ = {};
}

void RunExamples::showOther() {
    if (of_ && of_ == selection_.run()) return;
    of_ = selection_.run();
    query_.forget();
    examples_.clear();
    Q_EMIT changed();
    load();
}

void RunExamples::take(const ScalarEvent& event) {
    const bool measured = std::any_of(event.values.begin(), event.values.end(),
                                      [](const auto& value) { return value.first == "validation_loss"; });
    if (measured && event.run == of_) load();
}

void RunExamples::load() {
    if (!of_ || project() == nullptr) return;
    query_.run(
        this, [project = project(), run = of_] { return readCaptionExamples(*project, run); },
        [this](std::vector<ExampleCaptions> examples) {
            examples_ = std::move(examples);
            Q_EMIT changed();
        },
        saying());
}

}  // namespace recap::gui
