// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestBlipJudges : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matching_equals_the_reference_for_every_pair();
    void cosines_equal_the_reference();
    void questions_are_read_and_answered_as_the_reference_does();
    void padding_behind_a_question_changes_nothing_with_its_mask();
    void likelihoods_of_answers_equal_the_reference();
    void the_share_of_yes_multiplies_to_the_published_score();
    void the_first_release_gives_the_same_judges();
    void blip_of_another_task_is_refused();
};
