// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "data/caption_repository.h"
#include "data/checkpoint_repository.h"
#include "data/contribution_repository.h"
#include "data/edit_journal.h"
#include "data/image_repository.h"
#include "data/metric_repository.h"
#include "data/rating_repository.h"
#include "data/run_repository.h"
#include "data/sample_repository.h"
#include "data/setting_repository.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

// A project folder (name.recap/): project.sqlite, runs/<id>/, cache/, exports/. Any thread: each gets its own
// connection.
//
// Within one process a folder is opened once; opening it again gives the same object. Between programs the first one
// may write, any further one is read-only (a lock file that the operating system releases when a program dies).
class Project {
public:
    // Makes the folder, or turns an empty one into a project. Throws Error(FileNotWritable), Error(DiskFull), or
    // Error(InvalidOption) when there is a project or something else at the path.
    static std::shared_ptr<Project> create(const std::filesystem::path& path);
    // Throws Error(FileNotFound) when there is no project at the path, Error(Database) when its file is damaged.
    static std::shared_ptr<Project> open(const std::filesystem::path& path);
    static std::shared_ptr<Project> openOrCreate(const std::filesystem::path& path);
    // Whether the folder holds a project; opens nothing.
    static bool exists(const std::filesystem::path& path);
    ~Project();
    Project(const Project&) = delete;
    Project& operator=(const Project&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::string name() const;  // folder name without ".recap"
    bool readOnly() const { return !readOnlyReason_.empty(); }
    const Message& readOnlyReason() const { return readOnlyReason_; }  // one sentence; empty when writable
    // Throws Error(ReadOnly) with the reason when nothing may be written. Jobs call it first.
    void requireWritable() const;
    // What opening found and did: runs that were interrupted, a folder that has moved. One sentence each.
    const std::vector<Message>& startupNotes() const { return startupNotes_; }

    // The connection of the calling thread; closed when the thread or the project ends.
    Database& database();
    ImageRepository images() { return ImageRepository(database()); }
    CaptionRepository captions() { return CaptionRepository(database()); }
    RunRepository runs() { return RunRepository(database()); }
    CheckpointRepository checkpoints() { return CheckpointRepository(database()); }
    SampleRepository samples() { return SampleRepository(database()); }
    MetricRepository metrics() { return MetricRepository(database()); }
    ContributionRepository contributions() { return ContributionRepository(database()); }
    RatingRepository ratings() { return RatingRepository(database()); }
    SettingRepository settings() { return SettingRepository(database()); }
    EditJournal journal() { return EditJournal(database()); }

    // Folders; made on demand when the project is writable.
    std::filesystem::path runDirectory(RunId run) const;
    std::filesystem::path cacheDirectory() const;
    std::filesystem::path exportsDirectory() const;
    // A path of a record (sample, checkpoint) that is relative to the project folder.
    std::filesystem::path resolve(const std::string& relative) const { return path_ / relative; }
    // The other way; a path outside the project stays absolute.
    std::string relative(const std::filesystem::path& path) const;

private:
    struct State;
    explicit Project(const std::filesystem::path& path);
    static std::shared_ptr<Project> shared(const std::filesystem::path& path);
    void openFiles();
    void followMovedFolder();

    std::filesystem::path path_;
    Message readOnlyReason_;
    std::vector<Message> startupNotes_;
    std::shared_ptr<State> state_;
};

}  // namespace recap
