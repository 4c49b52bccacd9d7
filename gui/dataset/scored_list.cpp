// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/scored_list.h"

#include "gui/base/theme.h"
#include "gui/widgets/thumbnail_cache.h"

#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QStyledItemDelegate>

#include <utility>

namespace recap::gui {

namespace {

constexpr int kSide = 96, kPadding = 6, kTextHeight = 18;

class ScoredDelegate final : public QStyledItemDelegate {
public:
    ScoredDelegate(ThumbnailCache& thumbnails, QObject* parent)
        : QStyledItemDelegate(parent), thumbnails_(thumbnails) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {kSide + 2 * kPadding, kSide + 2 * kPadding + kTextHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const ThemeColors& colors = Theme::current().colors();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect cell(option.rect.topLeft(), sizeHint(option, index));
        if (option.state.testFlag(QStyle::State_Selected)) {
            const bool keyboard = option.state.testFlag(QStyle::State_HasFocus);
            painter->setPen(keyboard ? QPen(colors.accent, 3) : QPen(colors.muted, 1));
            painter->setBrush(colors.accent_soft);
            painter->drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), kControlRadius, kControlRadius);
        }
        const QRect square(cell.left() + kPadding, cell.top() + kPadding, kSide, kSide);
        const qreal ratio = painter->device()->devicePixelRatioF();
        const QImage image =
            thumbnails_.get(index.data(ScoredListModel::kPathRole).toString(), static_cast<int>(kSide * ratio));
        QPainterPath clip;
        clip.addRoundedRect(square, 6, 6);
        painter->fillPath(clip, colors.border);
        if (!image.isNull()) {
            painter->setClipPath(clip);
            painter->setRenderHint(QPainter::SmoothPixmapTransform);
            QRectF target(QPointF(0, 0), QSizeF(image.size()).scaled(square.size(), Qt::KeepAspectRatioByExpanding));
            target.moveCenter(QRectF(square).center());
            painter->drawImage(target, image);
            painter->setClipping(false);
        }
        painter->setFont(Theme::current().smallFont());
        painter->setPen(colors.text);
        painter->drawText(QRect(square.left(), square.bottom() + 2, kSide, kTextHeight), Qt::AlignCenter,
                          index.data().toString());
        painter->restore();
    }

private:
    ThumbnailCache& thumbnails_;
};

}  // namespace

void ScoredListModel::setCaptions(std::vector<ScoredCaption> captions, bool differences) {
    beginResetModel();
    captions_ = std::move(captions);
    differences_ = differences;
    endResetModel();
}

int ScoredListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(captions_.size());
}

QVariant ScoredListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const ScoredCaption& caption = captions_[static_cast<std::size_t>(index.row())];
    const double value = differences_ && caption.against ? caption.score - *caption.against : caption.score;
    const QString sign = differences_ && value > 0 ? QStringLiteral("+") : QString();
    const QString number = sign + QLocale().toString(value, 'f', 3);
    const QString text = QString::fromStdString(caption.text);
    switch (role) {
        case Qt::DisplayRole: return number;
        case Qt::ToolTipRole: return text;
        case Qt::AccessibleTextRole: return QStringLiteral("%1: %2").arg(number, text);
        case kPathRole: return QString::fromStdString(caption.path);
        case kKeyRole: return QString::fromStdString(caption.key);
        default: return {};
    }
}

QListView* makeScoredView(ScoredListModel* model, ThumbnailCache& thumbnails, QWidget* parent) {
    auto* view = new QListView(parent);
    view->setViewMode(QListView::IconMode);
    view->setMovement(QListView::Static);
    view->setResizeMode(QListView::Adjust);
    view->setUniformItemSizes(true);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setModel(model);
    view->setItemDelegate(new ScoredDelegate(thumbnails, view));
    view->setFixedHeight(2 * (kSide + 2 * kPadding + kTextHeight) + 3 * kGrid);
    QObject::connect(&thumbnails, &ThumbnailCache::ready, view, [view] { view->viewport()->update(); });
    QObject::connect(&Theme::current(), &Theme::changed, view, [view] { view->viewport()->update(); });
    return view;
}

}  // namespace recap::gui
