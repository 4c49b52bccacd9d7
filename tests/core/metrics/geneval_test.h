// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class GenEvalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void verdicts_equal_the_published_program();
    void relations_equal_the_published_program();
    void scores_are_the_mean_of_the_tasks();
    void damaged_prompts_are_refused_by_field();
};
