// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QFrame>
#include <QList>
#include <QString>

#include <functional>

namespace recap::gui {

// A button in a message, e.g. to take something back.
struct BannerOffer {
    QString text;
    std::function<void()> take;
    const QObject* subject = nullptr;  // the button goes when it is destroyed; without one it stays
};

// Messages that lie over the lower left of a page, one at a time: the worst first, of equal ones the newest. They move
// nothing, never take the keyboard, and go only when the person puts them away; every one stays in a list.
class BannerStack final : public QFrame {
    Q_OBJECT

public:
    enum class Level { Note, Warning, Error };
    struct Message {
        QDateTime time;
        Level level = Level::Note;
        QString text, details;
    };

    explicit BannerStack(QWidget* page);

    // `details` fold; those of an error that are a sentence or two are open at first. A message that says the same
    // replaces the older one.
    void post(Level level, const QString& text, const QString& details = {}, const BannerOffer& offer = {});
    // Takes back the offer of messages about this subject: it is too late.
    void withdraw(const QObject* subject);
    // Puts all messages away.
    void clear();
    // Those that have not been put away.
    int count() const { return static_cast<int>(open_.size()); }
    // All since the window was opened, newest first; a few hundred are kept.
    const QList<Message>& past() const { return past_; }
    // `past` as text, a paragraph each.
    QString pastText() const;
    // While true nothing is shown; what is posted meanwhile is shown afterwards.
    void setSilent(bool silent);

Q_SIGNALS:
    void listWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Open {
        Message message;
        BannerOffer offer;
    };
    void showTop();
    void place();
    void putAway(qsizetype index);

    QWidget* page_;
    QWidget* banner_ = nullptr;
    QList<Open> open_;
    QList<Message> past_;
    bool silent_ = false;
};

}  // namespace recap::gui
