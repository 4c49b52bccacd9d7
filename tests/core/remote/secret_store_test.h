// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class SecretStoreTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void the_program_is_asked_for_the_server_without_a_shell();
    void what_the_program_does_not_know_is_no_key();
    void without_the_program_there_is_no_key();
    void waiting_can_be_stopped();
};
