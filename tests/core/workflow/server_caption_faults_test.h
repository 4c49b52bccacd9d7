// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

// Servers that are of no use, captions that are faulty, and short captions from long ones.
class ServerCaptionFaultsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_key_from_the_secret_store_is_stored_nowhere();
    void a_model_that_the_server_does_not_list_is_refused_before_the_run();
    void a_model_that_ignores_images_is_refused_before_the_run();
    void a_server_that_answers_garbage_fails_the_run_which_continues_later();
    void faults_of_stored_captions_are_counted();
    void a_caption_that_repeats_itself_is_asked_for_again();
    void short_captions_are_made_from_the_long_ones();
    void two_stages_need_two_sources();
    void the_benchmark_gives_its_rows_and_cleans_up();
};
