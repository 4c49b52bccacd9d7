// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class ChatServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addresses_are_taken_in_every_usual_form_data();
    void addresses_are_taken_in_every_usual_form();
    void what_is_no_address_is_refused_data();
    void what_is_no_address_is_refused();
    void a_server_is_known_by_what_only_its_kind_answers();
    void a_server_that_lists_nothing_is_a_generic_one();
    void a_server_that_is_not_there_is_no_kind();
    void refusals_are_told_apart_data();
    void refusals_are_told_apart();
    void the_key_is_in_no_sentence();
};
