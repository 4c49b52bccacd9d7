// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class FirstThrows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_function_throws();
};

class SecondPasses : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void the_class_behind_it_runs();
};

class ThirdThrowsInAThread : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_thread_throws();
};
