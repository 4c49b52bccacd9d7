// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"
#include "gui/judging/prompt_list_model.h"

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/prompts/prompt_build_options.h"
#include "workflow/prompts/prompt_import.h"
#endif

#include <QObject>
#include <QPointer>
#include <QString>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace recap::gui {

class JobController;
class JobService;

// What there is to say about a prompt set.
struct PromptSetFacts {
    std::map<std::string, std::int64_t> categories;  // items of each; the empty name is that of items without one
    std::map<std::string, std::int64_t> expected;    // items with each part of an expectation, by its JSON key
    std::int64_t without = 0;                        // items that expect nothing
    std::int64_t repeated = 0;  // items whose prompt an earlier one has: metrics use the expectation of that one
    std::int64_t seeds = 0;     // items with a seed of their own
};
PromptSetFacts promptSetFacts(const PromptSet& set);

// One prompt set: read from a file of this program or of others, or made from COCO's captions by a job.
class PromptsPresenter final : public QObject {
    Q_OBJECT

public:
    enum class State { Nothing, Reading, Known, Failed };

    explicit PromptsPresenter(JobService& jobs, QObject* parent = nullptr);

    // A prompt set, or prompts of others in any form that importPrompts() reads: a file, or a folder of pickles.
    void open(const QString& path);
    // Writes the prompts as a prompt set.
    void save(const QString& file);
    // Makes a set from COCO's captions into the file, and shows it. The options have no problem.
    void build(const PromptBuildOptions& options, const QString& file);
    void stopBuilding();

    State state() const { return state_; }
    const QString& path() const { return path_; }
    const QString& problem() const { return problem_; }
    // What it was read as; empty for a prompt set and for a list, which a metrics run reads as they are.
    const std::string& format() const { return format_; }
    const PromptSet& set() const { return *set_; }
    const PromptSetFacts& facts() const { return facts_; }
    PromptListModel& items() { return items_; }

    bool building() const;
    qint64 elementsRead() const { return elements_; }  // of COCO's files

    // There is a file that a metrics run can read; prompts of others have to be saved first.
    bool usable() const { return state_ == State::Known && format_.empty(); }
    // What the form of a metrics run is filled with.
    Json metricsValues() const { return Json{{"prompt_set", path_.toStdString()}}; }
    // The same of a run that draws samples: a prompt a line. Prompts of several lines are left out.
    Json samplingValues() const;
    int severalLines() const;

Q_SIGNALS:
    void changed();
    void buildChanged();
    void saved(const QString& file);
    void failed(const Failed& failure);

private:
    struct Loaded;
    void show(Loaded loaded);

    JobService& jobs_;
    State state_ = State::Nothing;
    QString path_, problem_;
    std::string format_;
    std::shared_ptr<const PromptSet> set_ = std::make_shared<PromptSet>();
    PromptSetFacts facts_;
    PromptListModel items_;
    QPointer<JobController> build_;
    qint64 elements_ = 0;
    LatestOnly query_;
};

}  // namespace recap::gui
