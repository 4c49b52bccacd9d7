// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class SightTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_model_that_reads_more_with_a_picture_sees_it();
    void a_model_that_reads_as_much_without_a_picture_is_blind();
    void a_server_that_refuses_the_picture_says_why();
    void a_server_that_counts_nothing_is_unknown();
};
