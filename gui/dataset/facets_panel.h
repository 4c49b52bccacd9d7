// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeWidget>

namespace recap::gui {

class DatasetPresenter;

// Counts by status and caption source; choosing one puts it into the query or takes it out.
class FacetsPanel final : public QTreeWidget {
    Q_OBJECT

public:
    explicit FacetsPanel(DatasetPresenter& presenter, QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void toggle(const QTreeWidgetItem* item);
    void fill();
    void addHeading(const QString& text);
    void addFacet(const QString& text, qint64 count, const QString& field, const QString& value);

    DatasetPresenter& presenter_;
};

}  // namespace recap::gui
