// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestClipModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void embeddings_and_logits_equal_the_reference();
    void unknown_config_fields_are_written_back();
    void a_saved_folder_gives_the_same_embeddings();
};
