// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/project_part.h"
#include "jobs/events.h"
#include "workflow/captioning/caption_examples.h"

#include <vector>

namespace recap::gui {

class RunSelection;

// What the captioner of the run that is looked at wrote for its example images; nothing for other runs.
class RunExamples final : public ProjectPart {
    Q_OBJECT

public:
    explicit RunExamples(const RunSelection& selection, QObject* parent = nullptr);

    void announce() override {}
    const std::vector<ExampleCaptions>& examples() const { return examples_; }
    // A measurement comes after the captions that it is about.
    void take(const ScalarEvent& event);

Q_SIGNALS:
    void changed();

protected:
    void forget() override;

private:
    void showOther();
    void load();

    const RunSelection& selection_;
    RunId of_;
    std::vector<ExampleCaptions> examples_;
    LatestOnly query_;
};

}  // namespace recap::gui
