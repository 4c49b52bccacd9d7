// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/dataset/dataset_stats.h"
#endif

#include "gui/widgets/query_link.h"

#include <QWidget>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace recap::gui {

class ReportPresenter;
class Shell;

// The report on the data set inside the window: counts, lengths as histograms, words, repeated texts, duplicates and
// broken pictures. A number leads to the images behind it.
class ReportPage final : public QWidget {
    Q_OBJECT

public:
    ReportPage(ReportPresenter& presenter, Shell& shell, QWidget* parent = nullptr);

Q_SIGNALS:
    // Back to the images. A null query leaves the filter as it is.
    void filterWanted(const QString& query);
    // How good the captions of a source are, among the images of the report.
    void qualityWanted(const QString& source);

private:
    QWidget* makeBar();
    void fill();
    void fillOverview(QVBoxLayout* column);
    void fillSource(QVBoxLayout* column, const SourceStatistics& source);
    void fillBroken(QVBoxLayout* column);
    // A number over its meaning; with a query it is a button that shows the images.
    void addFigure(QHBoxLayout* row, const char* name, qint64 value, const QString& meaning, const QString& query = {});
    // What scoring by a CLIP said about a source, when there was one.
    void addScores(QVBoxLayout* column, const std::string& source);
    void addLinks(QVBoxLayout* column, const char* name, const QString& title, const QList<QueryLink>& links,
                  const QString& between);
    void addLanguages(QVBoxLayout* column, const SourceStatistics& source);
    // Texts with their counts; each leads to the captions with it.
    void addTexts(QVBoxLayout* column, const QString& title, const SourceStatistics& source,
                  const std::vector<std::pair<std::string, std::int64_t>>& texts, int most, bool words);

    ReportPresenter& presenter_;
    Shell& shell_;
    QLabel* title_;
    QPushButton *html_, *csv_, *again_;
    QVBoxLayout* content_;
    QWidget* page_;
    bool allSources_ = false;
};

}  // namespace recap::gui
