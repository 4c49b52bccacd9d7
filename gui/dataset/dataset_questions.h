// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QObject>
#include <QString>

namespace recap::gui {

class DatasetPresenter;
class Shell;

// What the Dataset workspace asks a person before it changes something.
class DatasetQuestions final : public QObject {
    Q_OBJECT

public:
    DatasetQuestions(Shell& shell, DatasetPresenter& presenter, QObject* parent = nullptr);
    // Before all captions of the filter get a status, see BulkEdits::counted.
    void askForAll(int status, int captions, int overturned);
    // To which human captions the corrected ones are added, see BulkEdits::correctedCounted.
    void askForPromotion(const QString& source, const QString& filter, int captions);
    // The name of another source to write into.
    void askForSource();
    // A name for the present query.
    void askForName();
    // Whether the draft may be lost; false when there is none.
    bool mayDiscard(ImageId image, const QString& source);

private:
    Shell& shell_;
    DatasetPresenter& presenter_;
};

}  // namespace recap::gui
