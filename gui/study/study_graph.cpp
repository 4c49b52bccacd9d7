// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/study/study_graph.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/study/study_presenter.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace recap::gui {

namespace {

constexpr double kBoxHeight = 50;
constexpr double kRowGap = 26;
constexpr double kColumnGap = 14;
constexpr double kMostWidth = 232;
constexpr double kLeastWidth = 140;
constexpr double kMargin = 4;

struct Look {
    QStringView icon;
    QColor ink;
};

Look lookOf(StageState state) {
    const ThemeColors& colors = Theme::current().colors();
    if (isComplete(state)) return {u"check", colors.good};
    if (state == StageState::Running) return {u"play", colors.accent};
    if (state == StageState::Failed) return {u"error", colors.error};
    if (state == StageState::Cancelled) return {u"pause", colors.muted};
    return {u"clock", colors.muted};
}

}  // namespace

StudyGraph::StudyGraph(const StudyPresenter& presenter, QWidget* parent) : QWidget(parent), presenter_(presenter) {
    setObjectName(QStringLiteral("studyGraph"));
    connect(&presenter_, &StudyPresenter::stagesReset, this, &StudyGraph::arrange);
    connect(&presenter_, &StudyPresenter::stageChanged, this, [this] { update(); });
    connect(&presenter_, &StudyPresenter::stateChanged, this, [this] {
        if (presenter_.running())
            pulse_.start();
        else
            pulse_.stop();
        update();
    });
    pulse_.setInterval(80);
    connect(&pulse_, &QTimer::timeout, this, [this] { update(); });
    arrange();
}

void StudyGraph::arrange() {
    const QList<StageView>& stages = presenter_.stages();
    QHash<int, int> in_row;
    rows_ = 0;
    for (const StageView& stage : stages) {
        ++in_row[stage.level];
        rows_ = std::max(rows_, stage.level + 1);
    }
    widest_ = 1;
    for (const int count : in_row) widest_ = std::max(widest_, count);
    QHash<int, int> placed;
    boxes_.clear();
    for (const StageView& stage : stages) {
        const int count = in_row.value(stage.level);
        const double room = (width() - 2 * kMargin - (count - 1) * kColumnGap) / count;
        const double box = std::clamp(room, kLeastWidth, kMostWidth);
        const double row_width = count * box + (count - 1) * kColumnGap;
        const double left = std::max(kMargin, (width() - row_width) / 2);
        boxes_ << QRectF(left + placed[stage.level]++ * (box + kColumnGap),
                         kMargin + stage.level * (kBoxHeight + kRowGap), box, kBoxHeight);
    }
    updateGeometry();
    update();
}

QSize StudyGraph::sizeHint() const {
    return {static_cast<int>(widest_ * kMostWidth + (widest_ - 1) * kColumnGap + 2 * kMargin),
            static_cast<int>(std::max(1, rows_) * (kBoxHeight + kRowGap) - kRowGap + 2 * kMargin)};
}

QSize StudyGraph::minimumSizeHint() const {
    return {static_cast<int>(widest_ * kLeastWidth + (widest_ - 1) * kColumnGap + 2 * kMargin), sizeHint().height()};
}

void StudyGraph::resizeEvent(QResizeEvent*) {
    arrange();
}

void StudyGraph::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors& colors = Theme::current().colors();
    const QList<StageView>& stages = presenter_.stages();
    QHash<QString, int> index;
    for (int i = 0; i < stages.size(); ++i) index.insert(stages.at(i).name, i);

    for (int i = 0; i < stages.size(); ++i) {
        for (const QString& before : stages.at(i).after) {
            const int from = index.value(before, -1);
            if (from < 0) continue;
            const bool passed = isComplete(stages.at(from).state);
            QPainterPath path;
            const QPointF start(boxes_.at(from).center().x(), boxes_.at(from).bottom());
            const QPointF end(boxes_.at(i).center().x(), boxes_.at(i).top());
            // Past the rows between them the line runs straight down, and turns only in front of its target.
            const QPointF turn(start.x(), end.y() - kRowGap);
            path.moveTo(start);
            path.lineTo(turn);
            path.cubicTo(turn + QPointF(0, kRowGap * 0.8), end - QPointF(0, kRowGap * 0.8), end);
            QColor line = passed ? colors.good : colors.muted;
            line.setAlphaF(passed ? 0.7F : 0.4F);
            painter.setPen(QPen(line, 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawPath(path);
        }
    }

    const double phase = static_cast<double>(QDateTime::currentMSecsSinceEpoch() % 1600) / 1600.0;
    for (int i = 0; i < stages.size(); ++i) {
        const StageView& stage = stages.at(i);
        const Look look = lookOf(stage.state);
        const bool running = stage.state == StageState::Running;
        const QRectF box = boxes_.at(i).adjusted(0.5, 0.5, -0.5, -0.5);
        QColor frame = running ? colors.accent : colors.border;
        if (running) frame.setAlphaF(static_cast<float>(0.55 + 0.45 * std::sin(phase * 2 * M_PI)));
        painter.setPen(QPen(frame, running ? 2 : 1));
        painter.setBrush(running ? colors.accent_soft : colors.surface);
        painter.drawRoundedRect(box, kControlRadius, kControlRadius);
        painter.drawPixmap(QPointF(box.left() + 8, box.center().y() - 8),
                           Theme::current().iconPixmap(look.icon, look.ink, 16, devicePixelRatioF()));
        const QRectF text = box.adjusted(31, 7, -5, -7);
        QFont font = Theme::current().bodyFont();
        font.setWeight(QFont::Medium);
        font.setPixelSize(kBodyPixels - 1);
        painter.setFont(font);
        painter.setPen(colors.text);
        painter.drawText(text, Qt::AlignTop | Qt::AlignLeft,
                         QFontMetrics(font).elidedText(stage.title, Qt::ElideRight, static_cast<int>(text.width())));
        painter.setFont(Theme::current().smallFont());
        painter.setPen(colors.muted);
        const QString detail = stage.detail.isEmpty() ? stageStateText(stage.state) : stage.detail;
        painter.drawText(text, Qt::AlignBottom | Qt::AlignLeft,
                         QFontMetrics(Theme::current().smallFont())
                             .elidedText(detail, Qt::ElideRight, static_cast<int>(text.width())));
    }
}

bool StudyGraph::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        for (int i = 0; i < boxes_.size(); ++i) {
            if (!boxes_.at(i).contains(help->pos())) continue;
            const StageView& stage = presenter_.stages().at(i);
            QToolTip::showText(help->globalPos(),
                               QStringLiteral("%1\n%2 %3").arg(stage.title, stageStateText(stage.state), stage.detail),
                               this);
            return true;
        }
        QToolTip::hideText();
    }
    return QWidget::event(event);
}

}  // namespace recap::gui
