// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace recap {

class Database;

// A prepared statement borrowed from its connection's cache; given back, reset, at the end of its scope.
// Columns count from 0, parameters are bound in order. Every method throws Error(Database), Error(ReadOnly) or
// Error(DiskFull).
class Statement {
public:
    Statement(Statement&&) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    Statement& bind(std::int64_t value);
    Statement& bind(int value) { return bind(static_cast<std::int64_t>(value)); }
    Statement& bind(bool value) { return bind(static_cast<std::int64_t>(value)); }
    Statement& bind(double value);
    Statement& bind(std::string_view value);
    Statement& bind(const char* value) { return bind(std::string_view(value)); }
    Statement& bindNull();

    bool step();         // true while there is a row
    std::int64_t run();  // to the end; number of rows changed
    // For statements that are run several times: forgets the bound values and the position.
    void reset();

    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string text(int column) const;
    bool isNull(int column) const;

private:
    friend class Database;
    struct State;
    explicit Statement(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// One connection to a project's database. Not thread-safe: one connection per thread (see Project::database).
// WAL, foreign keys on, synchronous NORMAL, busy timeout ten seconds.
class Database {
public:
    enum class Mode { ReadWrite, ReadOnly, Immutable };  // Immutable: on a medium that nobody writes to

    // ReadWrite creates the file when missing and brings its schema up to date; each migration is one transaction.
    // Throws Error(Database) for a damaged file, for one of a newer program version, and for one that is no project.
    Database(const std::filesystem::path& file, Mode mode, std::shared_ptr<const Clock> clock = nullptr);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    Statement prepare(std::string_view sql);
    void execute(const std::string& sql);  // no parameters, may be several statements
    std::int64_t lastInsertId() const;

    int schemaVersion();
    bool readOnly() const { return mode_ != Mode::ReadWrite; }
    const std::filesystem::path& file() const { return file_; }
    std::int64_t nowMs() const { return clock_->nowMs(); }

    // Throws Error(Database) when the file's structure is damaged; reads the whole file.
    void check();

private:
    friend class Statement;
    friend class Transaction;
    struct Connection;
    void migrate();

    std::filesystem::path file_;
    Mode mode_;
    std::shared_ptr<const Clock> clock_;
    std::unique_ptr<Connection> connection_;
    int depth_ = 0;  // open transactions of this connection, nested ones counted
};

// Everything until commit(), or nothing. Takes the write lock at once (BEGIN IMMEDIATE). A transaction inside another
// one belongs to the outer one, which alone decides.
class Transaction {
public:
    // Durable: the outermost commit returns when the change would survive a power cut, too; a crash of the program
    // never loses a commit. For what a person has done, not for a job's batches.
    enum class Durability { Normal, Durable };
    explicit Transaction(Database& database, Durability durability = Durability::Normal);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    void leave();

    Database& database_;
    int level_;  // 0: the outermost
    bool durable_;
    bool open_ = true;
};

// The newest schema version this program knows.
int currentSchemaVersion();

}  // namespace recap
