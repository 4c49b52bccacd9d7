// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_desk.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "workflow/rating/rating_exchange_internal.h"
#include "workflow/rating/rating_packing_internal.h"
#include "workflow/rating/rating_page_internal.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <thread>

namespace recap {

using rating_internal::OpenStudy;

struct RatingDesk::State {
    struct Given {
        std::string item;
        std::int64_t response = 0;
    };
    struct Task {
        std::function<Kept()> work;
        std::promise<Kept> done;
    };

    std::shared_ptr<Project> project;
    OpenStudy study;
    std::map<std::string, std::string> pages;               // by rater
    std::map<std::string, std::filesystem::path> pictures;  // by code
    std::map<std::string, std::vector<Given>> given;        // by rater; of the writing thread
    bool doubtful = true;                                   // `given` is not what the disk has; of the writing thread
    std::atomic<std::int64_t> stored{0};

    std::mutex mutex;
    std::condition_variable wake;
    std::vector<Task> waiting;  // guarded by mutex
    bool stopping = false;      // guarded by mutex
    std::thread writer;

    Kept ask(std::function<Kept()> work);
    void write();
    void commit(std::vector<Task>& batch);
    void load();
    Kept kept(const std::string& rater, bool changed);
};

RatingDesk::Kept RatingDesk::State::ask(std::function<Kept()> work) {
    Task task{std::move(work), {}};
    auto done = task.done.get_future();
    {
        std::lock_guard lock(mutex);
        waiting.push_back(std::move(task));
    }
    wake.notify_one();
    return done.get();
}

void RatingDesk::State::write() {
    std::unique_lock lock(mutex);
    for (;;) {
        wake.wait(lock, [this] { return stopping || !waiting.empty(); });
        if (waiting.empty()) return;
        std::vector<Task> batch;
        batch.swap(waiting);
        lock.unlock();
        commit(batch);
        lock.lock();
    }
}

void RatingDesk::State::commit(std::vector<Task>& batch) {
    std::vector<Kept> results;
    try {
        Transaction transaction(project->database(), Transaction::Durability::Durable);
        if (std::exchange(doubtful, true)) load();
        for (auto& task : batch) results.push_back(task.work());
        transaction.commit();
        doubtful = false;
    } catch (...) {
        for (auto& task : batch) task.done.set_exception(std::current_exception());
        return;
    }
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i].done.set_value(std::move(results[i]));
}

void RatingDesk::State::load() {
    for (auto& [rater, answers] : given) answers.clear();
    for (const auto& response : project->ratings().responses(study.record.id))
        if (const auto known = given.find(response.rater); known != given.end())
            known->second.push_back({response.item, response.id});
}

RatingDesk::Kept RatingDesk::State::kept(const std::string& rater, bool changed) {
    Kept out{changed, {}};
    for (const auto& answer : given.at(rater)) out.items.push_back(answer.item);
    return out;
}

RatingDesk::RatingDesk(std::shared_ptr<Project> project, StudyId study, const std::vector<std::string>& raters,
                       const PageWords& words)
    : state_(std::make_unique<State>()) {
    auto& s = *state_;
    s.project = std::move(project);
    s.project->requireWritable();
    s.study = rating_internal::openStudy(*s.project, study);
    s.pictures = rating_internal::packedPictures(*s.project, s.study);
    for (const auto& rater : raters) {
        s.pages[rater] =
            ratingPage(rating_internal::arrangedStudy(s.study, rater), rating_internal::PageKind::Link, words);
        s.given[rater];
    }
    s.writer = std::thread([&s] { s.write(); });
}

RatingDesk::~RatingDesk() {
    {
        std::lock_guard lock(state_->mutex);
        state_->stopping = true;
    }
    state_->wake.notify_one();
    if (state_->writer.joinable()) state_->writer.join();
}

const std::string& RatingDesk::page(const std::string& rater) const {
    return state_->pages.at(rater);
}

std::optional<std::string> RatingDesk::picture(const std::string& code) const {
    const auto found = state_->pictures.find(code);
    if (found == state_->pictures.end()) return std::nullopt;
    return readTextFile(found->second);
}

RatingDesk::Kept RatingDesk::answers(const std::string& rater) {
    return state_->ask([&s = *state_, rater] { return s.kept(rater, false); });
}

RatingDesk::Kept RatingDesk::add(const std::string& rater, const Json& answer) {
    auto& s = *state_;
    ResponseRecord response = rating_internal::answerFrom(answer, *s.study.type);
    if (const auto why = rating_internal::misfit(s.study, response); !why.empty())
        throw Error(ErrorCode::BadFormat, why);
    response.study = s.study.record.id;
    response.rater = rater;
    return s.ask([&s, response] {
        auto& answers = s.given.at(response.rater);
        const bool known =
            std::any_of(answers.begin(), answers.end(), [&](const auto& each) { return each.item == response.item; });
        if (known) return s.kept(response.rater, false);
        answers.push_back({response.item, s.project->ratings().addResponse(response).id});
        ++s.stored;
        return s.kept(response.rater, true);
    });
}

RatingDesk::Kept RatingDesk::undo(const std::string& rater, const std::string& item) {
    return state_->ask([&s = *state_, rater, item] {
        auto& answers = s.given.at(rater);
        if (answers.empty() || answers.back().item != item) return s.kept(rater, false);
        s.project->ratings().retract(answers.back().response);
        answers.pop_back();
        return s.kept(rater, true);
    });
}

std::int64_t RatingDesk::stored() const {
    return state_->stored;
}

}  // namespace recap
