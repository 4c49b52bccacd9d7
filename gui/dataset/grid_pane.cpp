// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/grid_pane.h"

#include "gui/base/theme.h"
#include "gui/dataset/dataset_presenter.h"
#include "gui/dataset/grid_delegate.h"
#include "gui/widgets/card.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/key_button.h"
#include "gui/widgets/page.h"
#include "gui/widgets/thumbnail_cache.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace recap::gui {

GridPane::GridPane(DatasetPresenter& presenter, ThumbnailCache& thumbnails, QWidget* parent)
    : QWidget(parent), presenter_(presenter) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kGrid + 4, kGrid + 4, 4, 4);
    column->setSpacing(kGrid);
    count_ = makeLabel({}, "muted", this);
    count_->setObjectName(QStringLiteral("count"));
    said_ = makeLabel({}, "muted", this);
    said_->setObjectName(QStringLiteral("said"));
    said_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    said_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* line = new QHBoxLayout;
    line->addWidget(count_);
    line->addWidget(said_, 1);
    column->addLayout(line);
    middle_ = new QStackedWidget(this);
    makeView(thumbnails);
    middle_->addWidget(view_);
    middle_->addWidget(makeNothing());
    column->addWidget(middle_, 1);
    setMinimumWidth(300);
    connect(&presenter_.selection(), &ImageSelection::resultsChanged, this, &GridPane::showCount);
    connect(&presenter_.sources(), &CaptionSources::countsChanged, this, &GridPane::showCount);
    showCount();
}

void GridPane::makeView(ThumbnailCache& thumbnails) {
    ImageSelection& selection = presenter_.selection();
    view_ = new QListView(middle_);
    view_->setObjectName(QStringLiteral("grid"));
    view_->setAccessibleName(tr("Images"));
    view_->setViewMode(QListView::IconMode);
    view_->setMovement(QListView::Static);
    view_->setResizeMode(QListView::Adjust);
    view_->setUniformItemSizes(true);
    view_->setLayoutMode(QListView::Batched);
    view_->setBatchSize(2000);
    view_->setGridSize(GridDelegate::cellSize() + QSize(6, 6));
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->setModel(&selection.grid());
    view_->setItemDelegate(new GridDelegate(thumbnails, view_));
    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, &selection,
            [&selection](const QModelIndex& index) { selection.setCurrent(index.row()); });
    connect(&selection, &ImageSelection::currentChanged, view_, [this, &selection](int row) {
        said_->clear();
        const QModelIndex index = selection.grid().index(row);
        if (index.isValid()) view_->setCurrentIndex(index);
    });
    connect(&thumbnails, &ThumbnailCache::ready, view_, [this] { view_->viewport()->update(); });
    connect(&Theme::current(), &Theme::changed, view_, [this] { view_->viewport()->update(); });
}

QWidget* GridPane::makeNothing() {
    auto* nothing = new EmptyState(QStringLiteral("search"), tr("No image matches"),
                                   tr("Change the filter above, or clear it to see every image."), middle_);
    nothing->setObjectName(QStringLiteral("noMatch"));
    auto* clear = makeButton(tr("Clear the filter"), QStringLiteral("clearFilter"), nothing);
    connect(clear, &QPushButton::clicked, this, [this] { presenter_.query().setText({}); });
    nothing->addButton(clear);
    return nothing;
}

void GridPane::showCount() {
    const int found = presenter_.selection().count();
    const auto all = static_cast<int>(presenter_.sources().counts().images);
    const QLocale locale;
    count_->setText(presenter_.query().shownText().trimmed().isEmpty()
                        ? tr("%Ln image(s)", nullptr, found)
                        : tr("%1 of %2 images").arg(locale.toString(found), locale.toString(all)));
    middle_->setCurrentIndex(found > 0 ? 0 : 1);
}

void GridPane::say(const QString& sentence) {
    // After the change of the image that the sentence is about.
    QMetaObject::invokeMethod(
        said_, [this, sentence] { said_->setText(sentence); }, Qt::QueuedConnection);
}

}  // namespace recap::gui
