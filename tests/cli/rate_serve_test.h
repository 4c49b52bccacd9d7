// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class RateServeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void a_link_shows_the_page_its_pictures_and_takes_answers();
    void confirmed_answers_survive_a_killed_server_and_none_is_doubled();
    void fifty_raters_at_once_are_all_confirmed();
    void foreign_links_and_paths_lead_nowhere_data();
    void foreign_links_and_paths_lead_nowhere();
    void what_is_no_answer_is_refused_and_changes_nothing();
    void whoever_asks_too_often_is_told_to_wait();
    void links_stay_and_raters_without_a_name_are_asked_for();
    void a_certificate_gives_an_encrypted_link();
};
