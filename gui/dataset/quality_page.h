// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/query_link.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <vector>

class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace recap {
struct CaptionQuality;
struct LengthSummary;
struct SaidText;
}  // namespace recap

namespace recap::gui {

class QualityPresenter;
class ThumbnailCache;

// How good the captions of a source or a run are: reasons to look at a caption, lengths, CLIPScores, repeated phrases.
// Every number leads to the images behind it.
class QualityPage final : public QWidget {
    Q_OBJECT

public:
    QualityPage(QualityPresenter& presenter, ThumbnailCache& thumbnails, QWidget* parent = nullptr);

Q_SIGNALS:
    // Back to the images, with the captions of `source` under review. A null query leaves the filter as it is.
    void imagesWanted(const QString& query, const QString& source);
    // The corrected captions of the source, among the images of the filter, are to join the human captions.
    void promotionWanted(const QString& source, const QString& filter);

private:
    QWidget* makeBar();
    void fill();
    void fillTitle();
    void fillFilters(const CaptionQuality& quality);
    void fillLengths(const CaptionQuality& quality);
    void fillScores(const CaptionQuality& quality);
    void fillLists(const CaptionQuality& quality);
    void fillTexts(const CaptionQuality& quality);
    void addTexts(const char* name, const QString& title, const QString& help, const std::vector<SaidText>& texts,
                  qint64 all);
    void showImages(const QString& query);

    QualityPresenter& presenter_;
    ThumbnailCache& thumbnails_;
    QLabel* title_;
    QPushButton *again_, *promote_;
    QDoubleSpinBox* lowClip_;
    QVBoxLayout* content_;
    QWidget* page_;
};

}  // namespace recap::gui
