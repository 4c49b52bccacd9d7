// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QObject>
#include <QString>

namespace recap::gui {

class Shell;

// Ways into the Dataset workspace from the others, which do not know it.
class DatasetLinks final : public QObject {
    Q_OBJECT

public:
    // The window's own, which lives as long as its shell.
    static DatasetLinks& of(Shell& shell);

    // Shows the images of a query, with the captions of `source` under review; empty: those under review now.
    void showImages(const QString& query, const QString& source = {});
    // Shows the caption quality of a recaption run.
    void showQuality(RunId run);

Q_SIGNALS:
    void imagesWanted(const QString& query, const QString& source);
    void qualityWanted(RunId run);

private:
    explicit DatasetLinks(Shell& shell);

    Shell& shell_;
};

}  // namespace recap::gui
