// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestCaptionStatistics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void counts_words_lengths_and_vocabulary();
    void median_of_even_count_is_the_mean_of_the_middle();
    void words_keep_inner_apostrophes_and_hyphens();
    void nothing_added_gives_zeros();
};
