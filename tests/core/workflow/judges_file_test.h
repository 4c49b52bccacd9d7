// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class JudgesFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_file_names_its_judges();
    void a_new_file_names_the_judges_that_were_found();
    void a_new_file_has_an_example_of_every_kind();
    void what_is_wrong_is_named_with_file_judge_and_key();
    void keys_belong_to_kinds();
    void a_judge_of_objects_needs_a_detector_of_the_same_file();
    void half_precision_is_refused_on_the_cpu();
    void judges_of_every_kind_load();
    void a_detector_in_an_onnx_file_says_its_licence();
    void weights_of_another_kind_are_named();
    void another_digest_is_named();
    void a_missing_file_is_named_and_the_others_are_read();
    void published_weights_are_known_by_their_digest();
    void the_judge_of_the_demo_needs_no_path();
};
