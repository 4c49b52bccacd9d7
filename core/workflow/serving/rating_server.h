// SPDX-License-Identifier: GPL-3.0-or-later
//
// A rating study for people on the same network: each rater has a secret link, under which a browser shows the rating
// page. Every answer is on the disk before the page continues.
#pragma once

#include "base/clock.h"
#include "base/describe.h"
#include "base/ids.h"
#include "jobs/job.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace recap {

struct RatingServeOptions {
    std::string listen = "127.0.0.1:8642";
    std::vector<std::string> raters = {};
    std::string certificate = {};
    std::string key = {};
};

template <class Visitor>
void describe(RatingServeOptions& o, Visitor&& field) {
    field("listen", o.listen,
          FieldInfo{.label = "Address",
                    .help = "Where raters reach this machine, HOST:PORT; only this machine itself reaches 127.0.0.1, "
                            "every network 0.0.0.0. Port 0 takes any that is free"});
    field("raters", o.raters,
          FieldInfo{.label = "Raters",
                    .help = "Names or pseudonyms, one link for each; raters of earlier sessions keep their links"});
    field("certificate", o.certificate,
          FieldInfo{.label = "Certificate", .help = "PEM file with the certificate of this machine, for HTTPS"});
    field("key", o.key, FieldInfo{.label = "Key", .help = "PEM file with the key of the certificate"});
}

struct RatingLink {
    std::string rater, url;
};

class RatingServer {
public:
    // The links of a study stay the same, as a setting of the project. Throws as WebServer, RatingDesk, and
    // Error(InvalidOption) when there is no rater.
    RatingServer(std::shared_ptr<Project> project, StudyId study, const RatingServeOptions& options,
                 std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>());
    ~RatingServer();

    const std::string& address() const;
    const std::vector<RatingLink>& links() const;
    // Answers stored since it began.
    std::int64_t stored() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Serves until it is cancelled, which is its usual end.
class RatingServeJob final : public Job {
public:
    using Listening = std::function<void(const std::string& address, const std::vector<RatingLink>& links)>;
    RatingServeJob(std::shared_ptr<Project> project, StudyId study, RatingServeOptions options, Listening listening)
        : project_(std::move(project)), study_(study), options_(std::move(options)), listening_(std::move(listening)) {}

    void run(JobContext& context) override;
    std::int64_t stored = 0;

private:
    std::shared_ptr<Project> project_;
    StudyId study_;
    RatingServeOptions options_;
    Listening listening_;
};

}  // namespace recap
