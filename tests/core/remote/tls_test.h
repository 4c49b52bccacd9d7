// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class TlsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_certificate_that_nobody_vouches_for_ends_the_work_with_its_reason();
    void a_certificate_of_ones_own_is_named_by_a_variable();
    void a_server_that_speaks_no_tls_ends_the_work();
};
