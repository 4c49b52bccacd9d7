// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace recap::testing {
class TempDir;
}

// `recap metrics show` on a project whose numbers are written here.
class MetricsShowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void the_table_says_by_what_the_best_was_found();
    void differences_are_printed_in_every_form();
    void runs_select_their_differences();
    void repeats_become_one_row();
    void a_repeated_model_that_cannot_be_is_refused();

private:
    QString project() const;
    std::shared_ptr<recap::testing::TempDir> folder_;
};
