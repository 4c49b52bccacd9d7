// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class HttpClientTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requests_carry_body_and_key();
    void many_requests_are_in_flight_at_once();
    void an_answer_of_twenty_megabytes_is_given_up_early();
    void a_slow_drip_ends_at_its_limit();
    void a_server_that_says_nothing_ends_at_the_limit();
    void an_answer_cut_in_the_middle_is_broken();
    void nobody_listening_is_unreachable();
    void redirects_are_not_followed();
    void addresses_that_are_none_are_named();
};
