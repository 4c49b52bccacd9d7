// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

#include <filesystem>
#include <optional>
#include <string>

namespace recap::testing {

// What this program does when a test started it as a second process; none: it is the test itself.
//   hold PROJECT           opens the project, starts a run, says "ready", and waits to be killed
//   edit PROJECT           edits every caption and takes that back, for ever; says "editing" each time
//   import PROJECT FOLDER  imports, and says "at N" after every batch of rows
//   caption PROJECT URL    captions by the server, and says "at N" after every answer that it stored
//   score PROJECT CLIP     scores captions, one picture after the other, and says "at N" before each
std::optional<int> runAsChild();

// The second process, killed (SIGKILL) at the latest by the destructor.
class Child {
public:
    explicit Child(const QStringList& words);
    ~Child();
    // Waits for a line that begins so; its rest, or none when the process ended before.
    std::optional<std::string> waitFor(const std::string& start);
    void kill();
    qint64 pid() const { return process_.processId(); }

private:
    QProcess process_;
};

}  // namespace recap::testing
