// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/temp_dir.h"

#include <QObject>

#include <memory>

// Recaptioning by a server from the command line, against a server in this process.
class ServerCaptionCommandsTest : public QObject {
    Q_OBJECT

private:
    QString project() const;
    std::unique_ptr<recap::testing::TempDir> folder_;

private Q_SLOTS:
    void init();
    void a_run_by_server_writes_captions();
    void options_of_the_other_way_are_refused();
    void options_without_an_effect_are_refused();
    void a_batch_goes_out_and_comes_back();
    void a_second_instruction_writes_short_captions();
    void garbage_fails_a_run_and_an_import();
};
