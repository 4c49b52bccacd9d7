// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class JudgesPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void judges_of_a_file_are_shown_with_what_is_known_of_them();
    void a_judge_of_another_kind_says_so();
    void loading_says_how_pictures_are_prepared();
    void a_file_that_cannot_be_read_says_why();
    void the_newest_file_is_the_one_that_is_shown();
    void without_a_file_the_judges_of_this_machine_are_shown();
    void a_metric_of_its_own_weights_belongs_to_the_judge_of_its_name();
    void a_new_file_is_written_and_opened();
    void the_digest_is_copied_as_a_whole();
    void a_file_can_be_used_for_metrics();
    void escape_leaves_the_page();
    void looks();
};

}  // namespace recap::gui
