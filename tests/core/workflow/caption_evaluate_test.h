// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class CaptionEvaluateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_run_is_compared_on_the_images_that_it_held_out();
    void a_run_has_also_seen_the_images_of_the_run_that_it_began_with();
    void later_captions_do_not_change_what_a_run_held_out();
    void images_of_a_run_without_the_list_are_drawn_again_while_its_captions_are_the_same();
    void of_a_captioner_from_elsewhere_nothing_is_known();
};
