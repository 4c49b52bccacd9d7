// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"
#include "gui/compare/metric_pictures_model.h"

#include <QObject>
#include <QString>

#include <memory>
#include <utility>
#include <vector>

namespace recap::gui {

// A number of the table whose pictures are wanted.
struct ChosenNumber {
    MetricRecord record;
    QString title;  // "SOA-C of RECAP Mix"
    QString value;  // "84.9 [82.1, 87.0]"
    int decimals = 3;
};

// Decides what is shown of the pictures behind a number; they are found in the background.
class MetricPicturesPresenter final : public QObject {
    Q_OBJECT

public:
    enum class State { Nothing, Reading, Known, Failed };

    explicit MetricPicturesPresenter(QObject* parent = nullptr) : QObject(parent) {}

    void open(std::shared_ptr<Project> project, const ChosenNumber& number);
    // Forgets the project's pictures.
    void close();

    State state() const { return state_; }
    const ChosenNumber& number() const { return number_; }
    // Why there are no pictures, or why they cannot be found; empty: there are some.
    const QString& reason() const { return reason_; }
    MetricPicturesModel& pictures() { return pictures_; }

    // The picture that is looked at; -1: none.
    int current() const { return current_; }
    const MetricPicture* picture() const { return pictures_.at(current_); }
    void setCurrent(int row);
    // By so many pictures, stopping at the ends.
    void step(int by);
    void setOrder(MetricPicturesModel::Order order);
    void setFilter(const QString& text);
    // What there is to say about the current picture, with its name, a line each.
    std::vector<std::pair<QString, QString>> facts() const;

Q_SIGNALS:
    void changed();
    void currentChanged();

private:
    void begin();

    State state_ = State::Nothing;
    ChosenNumber number_;
    QString reason_;
    MetricPicturesModel pictures_;
    int current_ = -1;
    LatestOnly query_;
};

}  // namespace recap::gui
