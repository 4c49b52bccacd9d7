// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/temp_dir.h"
#include "workflow/rating/rating_session.h"

#include <QObject>

#include <memory>

class RatingSessionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void a_study_pairs_pictures_of_equal_prompt_and_seed();
    void previews_are_not_paired_and_pictures_of_one_prompt_share_its_number();
    void runs_without_common_pictures_are_refused();
    void a_session_shows_neutral_pictures_of_the_pair();
    void every_answer_is_stored_before_the_next_item();
    void a_session_continues_after_a_restart();
    void undo_opens_the_newest_item_again();
    void a_rater_who_prefers_one_system_is_counted_for_it();
    void success_and_win_share_follow_from_the_counts();
    void repeats_measure_consistency_and_are_not_counted();
    void agreement_of_equal_raters_is_one();
    void raters_who_agree_do_not_add_evidence();
    void seeds_of_one_prompt_are_one_unit();
    void the_time_that_was_measured_is_kept();
    void an_exchanged_key_is_noticed();

private:
    recap::RunId addRun(const std::string& name, int prompts, std::int64_t firstSeed, std::uint8_t shade);
    // A copy of the sample's picture under another name.
    void giveOwnFile(recap::SampleRecord& sample);
    recap::StudyId makeStudy(double repeatShare = 0);
    // Answers every item so that the named system wins (or by the given answer), as a rater who sees pixels would.
    void answerAll(recap::StudyId study, const std::string& rater, bool preferFirst);

    std::unique_ptr<recap::testing::TempDir> folder_;
    std::shared_ptr<recap::Project> project_;
};
