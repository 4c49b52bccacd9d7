// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/error_text.h"
#include "jobs/job.h"

#include <QCoreApplication>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace recap::gui {

// Threads for queries and decoding. They live as long as the application, so each keeps one database connection.
QThreadPool& backgroundPool();
// One thread: what is started first is finished first. For edits, whose order matters.
QThreadPool& serialPool();
// Waits for both; for the end of the program and of tests, so that no worker outlives what it reads.
void waitForBackground();

using FailureHandler = std::function<void(const Failed&)>;

// Runs `work()` on a background thread and then `done(result)` on the GUI thread (`done()` for void), unless `context`
// died in between. An exception goes to `failed` as a value. Call it on the GUI thread.
template <class Work, class Done>
void runInBackground(QObject* context, Work work, Done done, FailureHandler failed,
                     QThreadPool& pool = backgroundPool()) {
    using Result = std::invoke_result_t<Work>;
    pool.start([guard = QPointer<QObject>(context), work = std::move(work), done = std::move(done),
                failed = std::move(failed)]() mutable {
        const auto post = [&guard](auto call) {
            QCoreApplication* const app = QCoreApplication::instance();
            if (app == nullptr) return;
            QMetaObject::invokeMethod(
                app,
                [guard, call = std::move(call)]() mutable {
                    if (guard != nullptr) call();
                },
                Qt::QueuedConnection);
        };
        try {
            if constexpr (std::is_void_v<Result>) {
                work();
                post(std::move(done));
            } else {
                // Shared, because results may be large and need not be copyable.
                auto result = std::make_shared<Result>(work());
                post([result, done = std::move(done)]() mutable { done(std::move(*result)); });
            }
        } catch (...) {
            post([failure = currentFailure(), failed = std::move(failed)] {
                if (failed) failed(failure);
            });
        }
    });
}

// Only the answer to the newest question counts: each call drops answers (and failures) that are still on their way.
class LatestOnly {
public:
    template <class Work, class Done>
    void run(QObject* context, Work work, Done done, FailureHandler failed) {
        const auto ticket = ++*newest_;
        auto newest = newest_;
        // Skipped altogether when a newer question arrived before this one was begun.
        auto guarded = [newest, ticket, work = std::move(work)]() mutable -> std::optional<std::invoke_result_t<Work>> {
            if (*newest != ticket) return std::nullopt;
            return work();
        };
        runInBackground(
            context, std::move(guarded),
            [newest, ticket, done = std::move(done)](auto result) mutable {
                if (*newest == ticket && result.has_value()) done(std::move(*result));
            },
            [newest, ticket, failed = std::move(failed)](const Failed& failure) {
                if (*newest == ticket && failed) failed(failure);
            });
    }
    void forget() { ++*newest_; }

private:
    std::shared_ptr<std::atomic<std::uint64_t>> newest_ = std::make_shared<std::atomic<std::uint64_t>>(0);
};

}  // namespace recap::gui
