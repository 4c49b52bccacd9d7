// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/project_part.h"

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "data/caption_filters.h"
#endif

#include <optional>
#include <vector>

namespace recap::gui {

class RunRows;
class RunSelection;

// What there is to say about the captions that the selected run wrote. Those that somebody else has replaced since are
// no longer the run's.
class RunCaptions final : public ProjectPart {
    Q_OBJECT

public:
    struct Counts {
        CaptionSelection selection;  // without a source: no caption names the run
        std::string query;           // of all of them
        std::int64_t captions = 0;
        std::vector<CaptionFilter> filters;
    };

    RunCaptions(const RunSelection& selection, const RunRows& rows, QObject* parent = nullptr);

    void announce() override { Q_EMIT changed(); }
    // Whether the selected run is of a kind that writes captions.
    bool expected() const;
    // None: not counted yet, or not expected.
    const std::optional<Counts>& counts() const { return counts_; }
    // Counts those of the selected run; what was counted for the same run stays until then.
    void load();
    // The same when the run is another one, or in another state, than when it was counted last.
    void loadChanged();

Q_SIGNALS:
    void changed();

protected:
    void forget() override;

private:
    const RunSelection& selection_;
    const RunRows& rows_;
    std::optional<Counts> counts_;
    RunId countedRun_;
    std::optional<RunState> countedState_;
    LatestOnly loads_;
};

}  // namespace recap::gui
