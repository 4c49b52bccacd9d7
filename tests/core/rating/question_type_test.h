// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QuestionTypeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_type_is_listed_once_and_complete();
    void answers_of_older_files_keep_their_names();
    void realism_has_one_picture_and_five_levels();
    void what_is_not_listed_is_refused_with_the_list();
    void a_picture_alone_is_named_by_the_key();
};
