// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/database.h"

#include "data/migrations.h"
#include "data/query_functions.h"
#include "data/statement_observer.h"

#include "base/error.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>
#include <atomic>
#include <unordered_map>

namespace recap {
namespace {

constexpr int kApplicationId = 0x52435031;  // "RCP1": marks the file as a project's
constexpr int kBusyTimeoutMs = 10'000;
constexpr std::size_t kMaxCachedStatements = 200;

// SQLite's own words follow ours, for the details box.
[[noreturn]] void throwDatabaseError(const std::filesystem::path& file, const SQLite::Exception& e) {
    const std::string name = file.string(), detail = e.what();
    switch (e.getErrorCode() & 0xFF) {
        case SQLITE_FULL:
            throw Error(ErrorCode::DiskFull,
                        message("The disk is full: %1 could not be written. Free some space (%2).", name, detail));
        case SQLITE_READONLY:
            throw Error(ErrorCode::ReadOnly,
                        message("The project is open read-only, so nothing was changed in %1 (%2).", name, detail));
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            throw Error(ErrorCode::Database,
                        message("The project file %1 is damaged and cannot be used; restore it from a copy (%2).", name,
                                detail));
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw Error(
                ErrorCode::Database,
                message("The project file %1 is in use by another program, which did not release it; try again (%2).",
                        name, detail));
        case SQLITE_CANTOPEN:
            throw Error(ErrorCode::Database,
                        message("The project file %1 cannot be opened; check its permissions (%2).", name, detail));
        default: throw Error(ErrorCode::Database, message("The project file %1 could not be used (%2).", name, detail));
    }
}

// Path as a URI: only there the immutable flag can be given.
std::string immutableUri(const std::filesystem::path& file) {
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        if (c == '%')
            uri += "%25";
        else if (c == '?')
            uri += "%3f";
        else if (c == '#')
            uri += "%23";
        else
            uri += c;
    }
    return uri + "?immutable=1";
}

int openFlags(Database::Mode mode) {
    switch (mode) {
        case Database::Mode::ReadWrite: return SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
        case Database::Mode::ReadOnly: return SQLite::OPEN_READONLY;
        case Database::Mode::Immutable: return SQLite::OPEN_READONLY | SQLite::OPEN_URI;
    }
    return 0;
}

std::atomic<StatementObserver>& observerOfSteps() {
    static std::atomic<StatementObserver> observer{nullptr};
    return observer;
}

}  // namespace

struct Database::Connection {
    Connection(const std::filesystem::path& path, Mode mode)
        : file(path),
          handle(mode == Mode::Immutable ? immutableUri(path) : path.string(), openFlags(mode), kBusyTimeoutMs) {}

    std::filesystem::path file;
    SQLite::Database handle;
    std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>> idle;  // prepared and reset, by their text
};

struct Statement::State {
    Database::Connection* connection;
    std::string sql;
    std::unique_ptr<SQLite::Statement> statement;
    int bound = 0;

    template <class Work>
    auto guarded(Work work) const {
        try {
            return work();
        } catch (const SQLite::Exception& e) {
            throwDatabaseError(connection->file, e);
        }
    }
};

Statement::Statement(std::unique_ptr<State> state) : state_(std::move(state)) {}
Statement::Statement(Statement&&) noexcept = default;

Statement::~Statement() {
    if (state_ == nullptr) return;
    auto& idle = state_->connection->idle;
    state_->statement->tryReset();
    try {
        state_->statement->clearBindings();
        if (idle.size() >= kMaxCachedStatements) idle.clear();
        idle.try_emplace(std::move(state_->sql), std::move(state_->statement));
    } catch (const std::exception&) {
        // It is thrown away instead of kept.
    }
}

Statement& Statement::bind(std::int64_t value) {
    state_->guarded([&] { state_->statement->bind(++state_->bound, value); });
    return *this;
}

Statement& Statement::bind(double value) {
    state_->guarded([&] { state_->statement->bind(++state_->bound, value); });
    return *this;
}

Statement& Statement::bind(std::string_view value) {
    state_->guarded([&] { state_->statement->bind(++state_->bound, std::string(value)); });
    return *this;
}

Statement& Statement::bindNull() {
    state_->guarded([&] { state_->statement->bind(++state_->bound); });
    return *this;
}

void observeStatements(StatementObserver observer) {
    observerOfSteps() = observer;
}

bool Statement::step() {
    if (const auto observer = observerOfSteps().load(std::memory_order_relaxed)) observer();
    return state_->guarded([&] { return state_->statement->executeStep(); });
}

std::int64_t Statement::run() {
    while (step()) {
    }
    return sqlite3_changes(state_->connection->handle.getHandle());
}

void Statement::reset() {
    state_->guarded([&] {
        state_->statement->reset();
        state_->statement->clearBindings();
        state_->bound = 0;
    });
}

std::int64_t Statement::integer(int column) const {
    return state_->guarded([&] { return state_->statement->getColumn(column).getInt64(); });
}

double Statement::real(int column) const {
    return state_->guarded([&] { return state_->statement->getColumn(column).getDouble(); });
}

std::string Statement::text(int column) const {
    return state_->guarded([&] { return state_->statement->getColumn(column).getString(); });
}

bool Statement::isNull(int column) const {
    return state_->guarded([&] { return state_->statement->getColumn(column).isNull(); });
}

Database::Database(const std::filesystem::path& file, Mode mode, std::shared_ptr<const Clock> clock)
    : file_(file), mode_(mode), clock_(clock != nullptr ? std::move(clock) : std::make_shared<SystemClock>()) {
    try {
        connection_ = std::make_unique<Connection>(file, mode);
        if (mode == Mode::ReadWrite) connection_->handle.exec("PRAGMA journal_mode = WAL");
        connection_->handle.exec(
            "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
            "PRAGMA cache_size = -16000");
    } catch (const SQLite::Exception& e) {
        throwDatabaseError(file_, e);
    }
    addQueryFunctions(connection_->handle.getHandle());
    migrate();
}

Database::~Database() = default;

void Database::migrate() {
    const int version = schemaVersion();
    const auto number = [&](const char* pragma) {
        auto query = prepare(pragma);
        query.step();
        return query.integer(0);
    };
    const bool empty = number("SELECT count(*) FROM sqlite_master") == 0;
    if (!empty && number("PRAGMA application_id") != kApplicationId)
        throw Error(ErrorCode::Database, message("%1 is a database, but not one of a RECAP project.", file_));
    if (version > currentSchemaVersion())
        throw Error(ErrorCode::Database, message("The project %1 was made by a newer version of the program (schema "
                                                 "%2, this one knows %3). Update the program.",
                                                 file_, version, currentSchemaVersion()));
    if (version == currentSchemaVersion()) return;
    if (readOnly())
        throw Error(
            ErrorCode::ReadOnly,
            message("The project %1 was made by an older version of the program and must be opened for writing once.",
                    file_));
    for (const auto& migration : migrations()) {
        if (migration.version <= version) continue;
        Transaction transaction(*this);
        if (schemaVersion() >= migration.version) continue;  // another connection was faster
        execute(migration.sql);
        if (migration.after != nullptr) migration.after(*this);
        execute("PRAGMA application_id = " + std::to_string(kApplicationId) +
                "; PRAGMA user_version = " + std::to_string(migration.version));
        transaction.commit();
    }
}

Statement Database::prepare(std::string_view sql) {
    auto state = std::make_unique<Statement::State>();
    state->connection = connection_.get();
    state->sql = sql;
    if (auto node = connection_->idle.extract(state->sql)) {
        state->statement = std::move(node.mapped());
    } else {
        state->guarded(
            [&] { state->statement = std::make_unique<SQLite::Statement>(connection_->handle, state->sql); });
    }
    return Statement(std::move(state));
}

void Database::execute(const std::string& sql) {
    try {
        connection_->handle.exec(sql);
    } catch (const SQLite::Exception& e) {
        throwDatabaseError(file_, e);
    }
}

std::int64_t Database::lastInsertId() const {
    return connection_->handle.getLastInsertRowid();
}

int Database::schemaVersion() {
    auto query = prepare("PRAGMA user_version");
    query.step();
    return static_cast<int>(query.integer(0));
}

void Database::check() {
    auto query = prepare("PRAGMA quick_check(1)");
    if (query.step() && query.text(0) != "ok")
        throw Error(ErrorCode::Database,
                    message("The project file %1 is damaged and cannot be used; restore it from a copy (%2).", file_,
                            query.text(0)));
}

Transaction::Transaction(Database& database, Durability durability)
    : database_(database), level_(database.depth_), durable_(level_ == 0 && durability == Durability::Durable) {
    if (durable_) database_.execute("PRAGMA synchronous = FULL");
    database_.execute(level_ == 0 ? std::string("BEGIN IMMEDIATE") : "SAVEPOINT level" + std::to_string(level_));
    ++database_.depth_;
}

Transaction::~Transaction() {
    if (!open_) return;
    leave();
    // A full disk rolls back by itself.
    if (sqlite3_get_autocommit(database_.connection_->handle.getHandle()) != 0) return;
    const std::string name = "level" + std::to_string(level_);
    try {
        database_.execute(level_ == 0 ? "ROLLBACK" : "ROLLBACK TO " + name + "; RELEASE " + name);
        if (durable_) database_.execute("PRAGMA synchronous = NORMAL");
    } catch (const Error&) {
        // The connection is unusable then, which the next statement reports.
    }
}

void Transaction::commit() {
    database_.execute(level_ == 0 ? std::string("COMMIT") : "RELEASE level" + std::to_string(level_));
    leave();
    if (durable_) database_.execute("PRAGMA synchronous = NORMAL");
}

void Transaction::leave() {
    open_ = false;
    --database_.depth_;
}

int currentSchemaVersion() {
    return migrations().back().version;
}

}  // namespace recap
