// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class WebServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void an_address_is_host_and_port_data();
    void an_address_is_host_and_port();
    void a_server_says_where_others_reach_it();
    void a_wrong_address_is_refused_data();
    void a_wrong_address_is_refused();
    void a_client_may_ask_in_bursts_and_then_at_a_rate();
    void the_handler_answers_and_nobody_else();
    void what_a_handler_throws_stays_here();
    void a_taken_port_and_a_missing_certificate_are_refused();
};
