// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/matrix_view.h"

#include "gui/base/theme.h"
#include "gui/compare/sample_matrix.h"
#include "gui/widgets/chart_panel.h"
#include "gui/widgets/thumbnail_cache.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace recap::gui {

namespace {

constexpr int kDefaultSide = 152;
constexpr int kPromptWidth = 176;
constexpr int kHeadHeight = 40;

// Room between pictures; half of it on each side of a cell.
constexpr int kCellMargin = kGrid / 2;

}  // namespace

SampleDelegate::SampleDelegate(ThumbnailCache& thumbnails, QObject* parent)
    : QStyledItemDelegate(parent), thumbnails_(thumbnails) {}

void SampleDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto& theme = Theme::current();
    const auto& c = theme.colors();
    const bool current = option.state.testFlag(QStyle::State_Selected);
    const bool swapped = flicker_.row == index.row() && flicker_.column == index.column();
    const QModelIndex shown = swapped ? index.siblingAtColumn(flicker_.shownColumn) : index;
    const QRect box = option.rect.adjusted(kCellMargin, kCellMargin, -kCellMargin, -kCellMargin);
    const QString path = shown.data(SampleMatrixModel::PathRole).toString();

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(theme.smallFont());
    if (path.isEmpty()) {
        painter->setPen(QPen(c.border, 1, Qt::DashLine));
        painter->drawRoundedRect(box, kControlRadius, kControlRadius);
        painter->setPen(c.muted);
        painter->drawText(box, Qt::AlignCenter | Qt::TextWordWrap, tr("not generated"));
    } else {
        paintPicture(*painter, box, path, painter->device()->devicePixelRatioF());
    }
    if (swapped) {
        const QString name = index.model()->headerData(flicker_.shownColumn, Qt::Horizontal).toString();
        paintBadge(*painter, box, name, true);
    } else if (!path.isEmpty()) {
        const QString step = QLocale().toString(index.data(SampleMatrixModel::StepRole).toLongLong());
        if (index.data(SampleMatrixModel::PreviewRole).toBool())
            paintBadge(*painter, box, tr("preview, step %1").arg(step), false);
        else if (!index.data(SampleMatrixModel::ExactRole).toBool())
            paintBadge(*painter, box, tr("step %1").arg(step), false);
    }
    if (current) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(c.accent, 3));
        painter->drawRoundedRect(QRectF(box).adjusted(-1, -1, 1, 1), kControlRadius, kControlRadius);
    }
    painter->restore();
}

void SampleDelegate::paintPicture(QPainter& painter, const QRect& box, const QString& path, qreal ratio) const {
    const auto& c = Theme::current().colors();
    QPainterPath clip;
    clip.addRoundedRect(box, kControlRadius, kControlRadius);
    painter.fillPath(clip, c.border);
    const QImage image = thumbnails_.get(path, static_cast<int>(box.width() * ratio));
    if (image.isNull()) {
        painter.setPen(c.muted);
        if (thumbnails_.failed(path))
            painter.drawText(box, Qt::AlignCenter | Qt::TextWordWrap, tr("The file is missing"));
        return;
    }
    QRect target(QPoint(), image.size().scaled(box.size(), Qt::KeepAspectRatio));
    target.moveCenter(box.center());
    painter.save();
    painter.setClipPath(clip);
    // Small demo pictures keep their pixels; large ones are reduced smoothly.
    painter.setRenderHint(QPainter::SmoothPixmapTransform, image.width() > target.width() * ratio);
    painter.drawImage(target, image);
    painter.restore();
}

void SampleDelegate::paintBadge(QPainter& painter, const QRect& box, const QString& text, bool strong) const {
    const auto& c = Theme::current().colors();
    const QFontMetrics metrics(Theme::current().smallFont());
    const QString shown = metrics.elidedText(text, Qt::ElideRight, box.width() - 3 * kGrid);
    const QRect badge(box.left() + kCellMargin, box.bottom() - 22, metrics.horizontalAdvance(shown) + 12, 18);
    painter.setPen(Qt::NoPen);
    painter.setBrush(strong ? c.accent : c.surface);
    painter.drawRoundedRect(badge, 6, 6);
    painter.setPen(strong ? c.accent_text : c.text);
    painter.drawText(badge, Qt::AlignCenter, shown);
}

MatrixHeader::MatrixHeader(Qt::Orientation orientation, QWidget* parent) : QHeaderView(orientation, parent) {
    setSectionResizeMode(QHeaderView::Fixed);
    setHighlightSections(false);
}

QSize MatrixHeader::sizeHint() const {
    return orientation() == Qt::Vertical ? QSize(kPromptWidth, 0) : QSize(0, kHeadHeight);
}

void MatrixHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    if (model() == nullptr) return;
    const auto& theme = Theme::current();
    const auto& c = theme.colors();
    painter->save();
    QFont bold = theme.bodyFont();
    bold.setWeight(QFont::DemiBold);
    const QString text = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
    if (orientation() == Qt::Horizontal) {
        const QSize swatch(24, 12);
        const int room = rect.width() - swatch.width() - 3 * kGrid;
        const QString name = QFontMetrics(bold).elidedText(text, Qt::ElideRight, room);
        const int width = swatch.width() + kGrid + QFontMetrics(bold).horizontalAdvance(name);
        const int left = rect.left() + (rect.width() - width) / 2;
        const int series = model()->headerData(section, orientation(), SampleMatrixModel::SeriesRole).toInt();
        painter->drawPixmap(QPoint(left, rect.center().y() - swatch.height() / 2),
                            seriesSwatch(series, swatch, painter->device()->devicePixelRatioF()));
        painter->setFont(bold);
        painter->setPen(c.text);
        painter->drawText(QRect(left + swatch.width() + kGrid, rect.top(), rect.width(), rect.height()),
                          Qt::AlignLeft | Qt::AlignVCenter, name);
    } else {
        const QString subtitle =
            model()->headerData(section, orientation(), SampleMatrixModel::SubtitleRole).toString();
        const QRect inner = rect.adjusted(0, kGrid, -2 * kGrid, -kGrid);
        const QFontMetrics boldMetrics(bold);
        const QFontMetrics smallMetrics(theme.smallFont());
        const QRect wrapped = boldMetrics.boundingRect(QRect(0, 0, inner.width(), 10000), Qt::TextWordWrap, text);
        const QRect below = smallMetrics.boundingRect(QRect(0, 0, inner.width(), 10000), Qt::TextWordWrap, subtitle);
        const int height = std::min(wrapped.height(), inner.height() - below.height());
        const int top = inner.top() + std::max(0, (inner.height() - height - below.height()) / 2);
        painter->setFont(bold);
        painter->setPen(c.text);
        painter->drawText(QRect(inner.left(), top, inner.width(), height), Qt::TextWordWrap, text);
        painter->setFont(theme.smallFont());
        painter->setPen(c.muted);
        painter->drawText(QRect(inner.left(), top + height, inner.width(), below.height()), Qt::TextWordWrap, subtitle);
    }
    painter->restore();
}

MatrixView::MatrixView(ThumbnailCache& thumbnails, QWidget* parent)
    : QTableView(parent), delegate_(new SampleDelegate(thumbnails, this)) {
    setObjectName(QStringLiteral("compareMatrix"));
    setItemDelegate(delegate_);
    setHorizontalHeader(new MatrixHeader(Qt::Horizontal, this));
    setVerticalHeader(new MatrixHeader(Qt::Vertical, this));
    setShowGrid(false);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setCornerButtonEnabled(false);
    setCornerWidget(new QWidget(this));
    setTabKeyNavigation(false);
    connect(&thumbnails, &ThumbnailCache::ready, viewport(), qOverload<>(&QWidget::update));
    connect(this, &QTableView::doubleClicked, this, &MatrixView::opened);
    setSide(kDefaultSide);
}

void MatrixView::setModel(QAbstractItemModel* model) {
    QTableView::setModel(model);
    setSide(side_);
}

void MatrixView::setSide(int pixels) {
    side_ = pixels;
    const int section = pixels + 2 * kCellMargin;
    horizontalHeader()->setDefaultSectionSize(section);
    verticalHeader()->setDefaultSectionSize(section);
}

void MatrixView::setFlicker(const FlickerState& state) {
    delegate_->setFlicker(state);
    viewport()->update();
}

void MatrixView::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT opened(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

}  // namespace recap::gui
