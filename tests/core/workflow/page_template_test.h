// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class PageTemplateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void names_are_escaped_in_texts_and_attributes();
    void lists_repeat_and_truth_values_ask();
    void what_a_page_says_is_translated_before_names_are_put_in();
    void a_name_that_is_not_given_is_an_error();
    void a_mistake_in_a_template_is_an_error_data();
    void a_mistake_in_a_template_is_an_error();
    void every_template_of_the_program_can_be_read();
};
