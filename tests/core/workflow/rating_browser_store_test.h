// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rating_fixture.h"

#include <QObject>

#include <string>

// What a rating page keeps in the browser.
class RatingBrowserStoreTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void a_page_opened_twice_loses_and_doubles_nothing();
    void damaged_answers_in_the_browser_are_set_aside();
    void without_a_store_the_page_says_so_and_answers_can_be_downloaded();

private:
    // The address of the rater's page.
    std::string page(recap::StudyId study);
    std::unique_ptr<recap::testing::RatingFixture> fixture_;
};
