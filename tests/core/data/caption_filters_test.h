// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class CaptionFiltersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void captions_are_found_by_the_run_that_wrote_them();
    void captions_that_seem_cut_off_are_found();
    void captions_that_a_person_changed_are_found();
    void every_number_is_that_of_its_query();
    void the_filter_of_a_selection_stays_apart_from_its_captions();
    void a_low_score_is_a_reason_once_captions_were_scored();
    void figures_are_those_of_the_current_captions();
};
