// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/command_palette.h"

#include "gui/base/theme.h"

#include <QAction>
#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPointer>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace recap::gui {

namespace {

enum Role { kActionRole = Qt::UserRole + 1, kGroupRole, kKeyRole };

// Every word typed must occur, in any order.
class WordFilter final : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setWords(const QString& text) {
        words_ = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
        const QModelIndex index = sourceModel()->index(row, 0, parent);
        const QString text = index.data(kGroupRole).toString() + QLatin1Char(' ') + index.data().toString();
        return std::all_of(words_.begin(), words_.end(),
                           [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
    }

private:
    QStringList words_;
};

class Delegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, 32}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const ThemeColors& colors = Theme::current().colors();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(colors.accent_soft);
            painter->drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 6, 6);
        }
        const QRect row = option.rect.adjusted(12, 0, -12, 0);
        const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
        painter->setPen(enabled ? colors.text : colors.muted);
        const QString text = index.data().toString();
        painter->drawText(row, Qt::AlignVCenter | Qt::AlignLeft, text);
        painter->setPen(colors.muted);
        painter->setFont(Theme::current().smallFont());
        painter->drawText(row.adjusted(option.fontMetrics.horizontalAdvance(text) + 12, 0, 0, 0),
                          Qt::AlignVCenter | Qt::AlignLeft, index.data(kGroupRole).toString());
        painter->setFont(Theme::current().monoFont());
        painter->drawText(row, Qt::AlignVCenter | Qt::AlignRight, index.data(kKeyRole).toString());
        painter->restore();
    }
};

}  // namespace

void appendActions(QList<NamedAction>& list, const QString& group, const QWidget& widget) {
    const auto actions = widget.actions();
    for (QAction* action : actions)
        if (!action->text().isEmpty() && !action->objectName().isEmpty()) list.append({group, action});
}

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window),
      search_(new QLineEdit(this)),
      list_(new QListView(this)),
      model_(new QStandardItemModel(this)),
      filter_(new WordFilter(this)) {
    setObjectName(QStringLiteral("commandPalette"));
    auto* shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(40);
    shadow->setOffset(0, 8);
    shadow->setColor(QColor(0, 0, 0, 90));
    setGraphicsEffect(shadow);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 10);
    search_->setObjectName(QStringLiteral("commandSearch"));
    search_->setPlaceholderText(tr("What do you want to do?"));
    search_->setAccessibleName(tr("Search commands"));
    search_->installEventFilter(this);
    filter_->setSourceModel(model_);
    list_->setObjectName(QStringLiteral("commandList"));
    list_->setModel(filter_);
    list_->setItemDelegate(new Delegate(list_));
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setUniformItemSizes(true);
    column->addWidget(search_);
    column->addWidget(list_, 1);
    connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
        static_cast<WordFilter*>(filter_)->setWords(text);
        list_->setCurrentIndex(filter_->index(0, 0));
    });
    connect(list_, &QListView::clicked, this, [this] { choose(); });
    hide();
}

void CommandPalette::open(const QList<NamedAction>& actions) {
    model_->clear();
    for (const NamedAction& named : actions) {
        auto* item = new QStandardItem(named.action->text().remove(QLatin1Char('&')));
        item->setData(QVariant::fromValue(static_cast<QObject*>(named.action)), kActionRole);
        item->setData(named.group, kGroupRole);
        item->setData(named.action->shortcut().toString(QKeySequence::NativeText), kKeyRole);
        item->setEnabled(named.action->isEnabled());
        model_->appendRow(item);
    }
    focusBefore_ = QApplication::focusWidget();
    const QSize window = parentWidget()->size();
    resize(qMin(560, window.width() - 80), qMin(420, window.height() - 120));
    move((window.width() - width()) / 2, 72);
    search_->clear();
    list_->setCurrentIndex(filter_->index(0, 0));
    show();
    raise();
    search_->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::close() {
    hide();
    if (focusBefore_ != nullptr) focusBefore_->setFocus(Qt::OtherFocusReason);
    focusBefore_ = nullptr;
}

void CommandPalette::choose() {
    const QModelIndex index = list_->currentIndex();
    if (!index.isValid() || !index.flags().testFlag(Qt::ItemIsEnabled)) return;
    const QPointer<QAction> action = qobject_cast<QAction*>(index.data(kActionRole).value<QObject*>());
    close();
    if (action != nullptr) Q_EMIT chosen(action);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == search_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
            case Qt::Key_Up:
            case Qt::Key_Down:
            case Qt::Key_PageUp:
            case Qt::Key_PageDown: QApplication::sendEvent(list_, event); return true;
            case Qt::Key_Return:
            case Qt::Key_Enter: choose(); return true;
            case Qt::Key_Escape: close(); return true;
            default: break;
        }
    }
    // A click elsewhere moves the focus; the palette then has no reason to stay.
    if (watched == search_ && event->type() == QEvent::FocusOut && isVisible() && !underMouse()) {
        focusBefore_ = nullptr;
        hide();
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace recap::gui
