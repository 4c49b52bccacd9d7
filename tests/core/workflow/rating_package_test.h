// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/temp_dir.h"
#include "workflow/rating/rating_session.h"

#include <QObject>

#include <memory>

class RatingPackageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void a_package_shows_what_the_session_in_the_project_shows();
    void answers_given_elsewhere_count_as_if_given_in_the_project();
    void a_package_continues_after_a_restart();
    void packages_and_answers_of_version_1_are_still_read();
    void undo_takes_the_newest_answer_out_of_the_file();
    void answers_of_another_package_are_not_continued();
    void a_damaged_package_is_refused_with_its_place_data();
    void a_damaged_package_is_refused_with_its_place();

private:
    std::filesystem::path packed(const std::string& rater);

    std::unique_ptr<recap::testing::TempDir> folder_;
    std::shared_ptr<recap::Project> project_;
    recap::StudyId study_;
};
