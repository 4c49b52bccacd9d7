// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/project/project.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "workflow/project/project_sharing.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr const char* kDatabaseName = "project.sqlite";
constexpr const char* kLockName = "project.lock";
constexpr const char* kRunLockName = "run.lock";
constexpr std::uintmax_t kQuickCheckBytes = 64u << 20;  // larger files would make opening slow

// Projects open in this process, by folder. An expired entry belongs to one that is closing.
struct Registry {
    std::mutex mutex;
    std::condition_variable closed;
    std::map<fs::path, std::weak_ptr<Project>> open;  // guarded by mutex
};

// Never destroyed, so that a project that lives until the end of the program can still leave it.
Registry& registry() {
    static auto* instance = new Registry;
    return *instance;
}

fs::path canonicalFolder(const fs::path& path) {
    auto folder = fs::weakly_canonical(fs::absolute(path));
    return folder.has_filename() ? folder : folder.parent_path();
}

// The locked files of a project that is open in this process. The system lets go of them when it ends.
struct Locks {
    int project = -1;
    int run = -1;  // of the run that is worked on while others may write
    ~Locks() {
        for (const int file : {project, run})
            if (file >= 0) ::close(file);
    }
};

// By folder; a project's State owns its locks.
std::map<fs::path, std::weak_ptr<Locks>>& locksOf() {
    static auto* all = new std::map<fs::path, std::weak_ptr<Locks>>;
    return *all;
}
std::mutex& locksMutex() {
    static auto* mutex = new std::mutex;
    return *mutex;
}

// Set while openForReading() opens a project on this thread: the lock is then left to others.
thread_local bool leavesLock = false;

bool hasContent(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    return !error && size > 0;
}

}  // namespace

struct Project::State {
    std::mutex mutex;
    std::map<std::thread::id, std::unique_ptr<Database>> connections;  // guarded by mutex
    Database::Mode mode = Database::Mode::ReadWrite;
    std::shared_ptr<Locks> locks = std::make_shared<Locks>();

    ~State() { connections.clear(); }
    void drop(std::thread::id thread) {
        std::lock_guard guard(mutex);
        connections.erase(thread);
    }
};

namespace {

// Closes a thread's connections when it ends; otherwise a program that starts many threads would collect open files.
template <class State>
struct ThreadConnections {
    std::vector<std::weak_ptr<State>> states;
    ~ThreadConnections() {
        for (const auto& weak : states)
            if (const auto state = weak.lock()) state->drop(std::this_thread::get_id());
    }
};

}  // namespace

std::shared_ptr<Project> Project::create(const fs::path& path) {
    const auto folder = canonicalFolder(path);
    if (exists(folder)) throw Error(ErrorCode::InvalidOption, message("There is already a project at %1.", folder));
    std::error_code error;
    if (fs::exists(folder, error) && (!fs::is_directory(folder, error) || !fs::is_empty(folder, error)))
        throw Error(ErrorCode::InvalidOption,
                    message("%1 is not empty; a new project needs a folder of its own.", folder));
    ensureDirectory(folder);
    if (::access(folder.c_str(), W_OK) != 0)
        throw Error(ErrorCode::FileNotWritable,
                    message("The folder %1 cannot be written. Check its permissions.", folder));
    return shared(folder);
}

std::shared_ptr<Project> Project::open(const fs::path& path) {
    const auto folder = canonicalFolder(path);
    if (!exists(folder))
        throw Error(
            ErrorCode::FileNotFound,
            message("There is no project at %1 (it would contain a file %2); 'recap project create' creates one.",
                    folder, kDatabaseName));
    return shared(folder);
}

std::shared_ptr<Project> Project::openOrCreate(const fs::path& path) {
    return exists(path) ? open(path) : create(path);
}

bool Project::exists(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(canonicalFolder(path) / kDatabaseName, error);
}

std::shared_ptr<Project> Project::shared(const fs::path& path) {
    auto& all = registry();
    std::unique_lock lock(all.mutex);
    for (;;) {
        const auto it = all.open.find(path);
        if (it == all.open.end()) break;
        if (auto project = it->second.lock()) return project;
        all.closed.wait(lock);
    }
    // The entry goes only after the project has let go of its files, so the next opener finds them free.
    auto project = std::shared_ptr<Project>(new Project(path), [](Project* closing) {
        const auto folder = closing->path_;
        delete closing;
        {
            std::lock_guard guard(registry().mutex);
            registry().open.erase(folder);
        }
        registry().closed.notify_all();
    });
    all.open[path] = project;
    return project;
}

namespace {

bool isHeld(const fs::path& lockFile) {
    const int lock = ::open(lockFile.c_str(), O_RDWR | O_CLOEXEC);
    if (lock < 0) return false;
    const bool held = ::flock(lock, LOCK_SH | LOCK_NB) != 0;
    ::close(lock);
    return held;
}

// Those that no program works on any more.
std::vector<std::string> markInterruptedRuns(Project& project) {
    const auto why = message("The program ended before the run did.");
    std::vector<RunRecord> left;
    bool alive = false;
    for (auto& run : project.runs().list()) {
        if (isEnded(run.state)) continue;
        if (isWorkedOn(project, run.id))
            alive = true;
        else
            left.push_back(std::move(run));
    }
    if (!alive) return project.runs().markInterrupted(why);
    std::vector<std::string> names;
    for (const auto& run : left) {
        project.runs().setState(run.id, RunState::Interrupted, why);
        names.push_back(run.name);
    }
    return names;
}

}  // namespace

Project::Project(const fs::path& path) : path_(path), state_(std::make_shared<State>()) {
    openFiles();
    auto& db = database();
    std::error_code error;
    if (fs::file_size(path_ / kDatabaseName, error) <= kQuickCheckBytes && !error) db.check();
    if (readOnly()) return;
    followMovedFolder();
    for (const auto& name : markInterruptedRuns(*this))
        startupNotes_.push_back(
            message("The run '%1' was interrupted when the program ended; it can be continued.", name));
}

Project::~Project() = default;

// Decides between writing and reading only.
void Project::openFiles() {
    // Without a log of writes there is nothing to share with a writer; where SQLite cannot create one, it need not.
    const auto modeOfReading = [&](bool changeable) {
        const bool logged = hasContent(path_ / (std::string(kDatabaseName) + "-wal"));
        return logged || changeable ? Database::Mode::ReadOnly : Database::Mode::Immutable;
    };
    if (leavesLock) {
        readOnlyReason_ = message("The project was opened for reading only.");
        state_->mode = modeOfReading(::access(path_.c_str(), W_OK) == 0);
        return;
    }
    const auto lockFile = path_ / kLockName;
    const int lock = state_->locks->project = ::open(lockFile.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    {
        std::lock_guard guard(locksMutex());
        locksOf()[path_] = state_->locks;
    }
    if (lock < 0 || ::access(path_.c_str(), W_OK) != 0) {
        readOnlyReason_ = message("The folder %1 is write-protected, so the project is open read-only.", path_);
        state_->mode = modeOfReading(false);
        return;
    }
    if (::flock(lock, LOCK_EX | LOCK_NB) == 0) {
        const std::string pid = std::to_string(::getpid()) + "\n";
        // The number is only for the sentence below; the lock itself is what counts.
        if (::ftruncate(lock, 0) == 0 && ::pwrite(lock, pid.data(), pid.size(), 0) < 0) startupNotes_.clear();
        return;
    }
    char owner[32] = {};
    const auto length = ::pread(lock, owner, sizeof(owner) - 1, 0);
    readOnlyReason_ =
        length > 1 ? message("The project is open in another program (process %1), so it is open read-only here.",
                             std::string(owner, static_cast<std::size_t>(length - 1)))
                   : message("The project is open in another program, so it is open read-only here.");
    state_->mode = Database::Mode::ReadOnly;
}

// Images inside the project folder move with it.
void Project::followMovedFolder() {
    auto& db = database();
    Transaction transaction(db);
    const auto before = settings().get("project_folder");
    if (before == path_.string()) return;
    settings().set("project_folder", path_.string());
    if (before && !before->empty()) {
        std::int64_t moved = 0;
        for (const std::string table : {"image", "image_file"})
            moved = db.prepare("UPDATE OR REPLACE " + table +
                               " SET path = ?1 || substr(path, length(?2) + 1) "
                               "WHERE substr(path, 1, length(?2) + 1) = ?2 || '/'")
                        .bind(path_.string())
                        .bind(*before)
                        .run();
        if (moved > 0)
            startupNotes_.push_back(
                message("The project was moved from %1; the paths of images inside it were corrected (images: %2).",
                        *before, moved));
    }
    transaction.commit();
}

std::string Project::name() const {
    return path_.extension() == ".recap" ? path_.stem().string() : path_.filename().string();
}

void Project::requireWritable() const {
    if (readOnly()) throw Error(ErrorCode::ReadOnly, readOnlyReason_);
}

Database& Project::database() {
    std::lock_guard guard(state_->mutex);
    auto& connection = state_->connections[std::this_thread::get_id()];
    if (connection == nullptr) {
        connection = std::make_unique<Database>(path_ / kDatabaseName, state_->mode);
        thread_local ThreadConnections<State> mine;
        std::erase_if(mine.states, [](const auto& weak) { return weak.expired(); });
        mine.states.push_back(state_);
    }
    return *connection;
}

fs::path Project::runDirectory(RunId run) const {
    const auto folder = path_ / "runs" / std::to_string(run.value);
    if (!readOnly()) ensureDirectory(folder);
    return folder;
}

fs::path Project::cacheDirectory() const {
    const auto folder = path_ / "cache";
    if (!readOnly()) ensureDirectory(folder);
    return folder;
}

fs::path Project::exportsDirectory() const {
    const auto folder = path_ / "exports";
    if (!readOnly()) ensureDirectory(folder);
    return folder;
}

std::string Project::relative(const fs::path& path) const {
    const auto inside = canonicalFolder(path).lexically_relative(path_);
    return inside.empty() || *inside.begin() == ".." ? fs::absolute(path).string() : inside.string();
}

namespace {

std::shared_ptr<Locks> locksIn(const Project& project) {
    std::lock_guard guard(locksMutex());
    return locksOf()[project.path()].lock();
}

}  // namespace

std::shared_ptr<Project> openForReading(const fs::path& path) {
    leavesLock = true;
    try {
        auto project = Project::open(path);
        leavesLock = false;
        return project;
    } catch (...) {
        leavesLock = false;
        throw;
    }
}

void shareWriting(Project& project, RunId run) {
    project.requireWritable();
    const auto locks = locksIn(project);
    // First its own lock: whoever opens the project next has to find the run being worked on.
    if (run) {
        const auto file = project.runDirectory(run) / kRunLockName;
        const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (lock < 0) throw Error(ErrorCode::FileNotWritable, message("The file %1 cannot be written.", file));
        if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
            ::close(lock);
            throw Error(ErrorCode::ReadOnly, message("Another program is already working on run %1.", run.value));
        }
        if (locks->run >= 0) ::close(locks->run);
        locks->run = lock;
    }
    ::flock(locks->project, LOCK_UN);
}

bool writeAlone(Project& project) {
    const auto locks = locksIn(project);
    if (locks->run >= 0) ::close(std::exchange(locks->run, -1));
    return ::flock(locks->project, LOCK_EX | LOCK_NB) == 0;
}

bool isWorkedOn(const Project& project, RunId run) {
    return isHeld(project.path() / "runs" / std::to_string(run.value) / kRunLockName);
}

bool isAnyRunWorkedOn(const fs::path& project) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(project / "runs", error))
        if (isHeld(entry.path() / kRunLockName)) return true;
    return false;
}

}  // namespace recap
