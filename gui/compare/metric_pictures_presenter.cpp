// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/metric_pictures_presenter.h"

#include "gui/base/error_text.h"

#include <algorithm>

namespace recap::gui {

namespace {

struct Found {
    std::vector<MetricPicture> pictures;
    Message why_none;
};

}  // namespace

void MetricPicturesPresenter::open(std::shared_ptr<Project> project, const ChosenNumber& number) {
    state_ = State::Reading;
    number_ = number;
    reason_.clear();
    pictures_.setPictures({}, number.decimals);
    begin();
    Q_EMIT changed();
    query_.run(
        this,
        [project, record = number.record] {
            return Found{metricPictures(*project, record), whyNoPictures(*project, record)};
        },
        [this](Found found) {
            state_ = State::Known;
            if (found.pictures.empty())
                reason_ = found.why_none.empty() ? tr("None of its pictures is known.") : coreText(found.why_none);
            pictures_.setPictures(std::move(found.pictures), number_.decimals);
            begin();
            Q_EMIT changed();
        },
        [this](const Failed& failure) {
            state_ = State::Failed;
            reason_ = errorDetail(failure);
            Q_EMIT changed();
        });
}

void MetricPicturesPresenter::close() {
    query_.forget();
    state_ = State::Nothing;
    number_ = {};
    reason_.clear();
    pictures_.setPictures({}, 3);
    begin();
    Q_EMIT changed();
}

void MetricPicturesPresenter::begin() {
    current_ = pictures_.rowCount() > 0 ? 0 : -1;
    Q_EMIT currentChanged();
}

void MetricPicturesPresenter::setCurrent(int row) {
    if (row == current_ || row < 0 || row >= pictures_.rowCount()) return;
    current_ = row;
    Q_EMIT currentChanged();
}

void MetricPicturesPresenter::step(int by) {
    if (pictures_.rowCount() > 0) setCurrent(std::clamp(current_ + by, 0, pictures_.rowCount() - 1));
}

void MetricPicturesPresenter::setOrder(MetricPicturesModel::Order order) {
    if (order == pictures_.order()) return;
    pictures_.setOrder(order);
    begin();
}

void MetricPicturesPresenter::setFilter(const QString& text) {
    if (text == pictures_.filter()) return;
    pictures_.setFilter(text);
    begin();
}

std::vector<std::pair<QString, QString>> MetricPicturesPresenter::facts() const {
    std::vector<std::pair<QString, QString>> facts;
    const auto* shown = picture();
    if (shown == nullptr) return facts;
    facts.emplace_back(tr("Value"), shown->problem.empty() ? pictures_.valueText(*shown) : coreText(shown->problem));
    if (!shown->wanted.empty()) facts.emplace_back(tr("Asked for"), coreText(shown->wanted));
    if (!shown->seen.empty()) facts.emplace_back(tr("Seen"), coreText(shown->seen));
    if (!shown->boxes.empty()) {
        QStringList boxes;
        for (const auto& box : shown->boxes)
            boxes << QStringLiteral("%1 %2").arg(QString::fromStdString(box.label)).arg(box.score, 0, 'f', 2);
        facts.emplace_back(tr("Boxes"), boxes.join(QStringLiteral(", ")));
    }
    facts.emplace_back(tr("Seed"), QString::number(shown->seed));
    return facts;
}

}  // namespace recap::gui
