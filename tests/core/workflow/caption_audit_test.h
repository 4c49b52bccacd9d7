// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class CaptionAuditTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_sample_is_drawn_by_its_seed_and_written_as_a_table();
    void judged_captions_give_exact_shares_of_every_fault();
    void scores_of_all_captions_tighten_the_share();
    void a_table_that_does_not_fit_is_refused_with_its_row();
};
