// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/temp_dir.h"

#include <QtCore/QtGlobal>

#include <filesystem>
#include <string>

namespace recap::testing {

// The search path of programs, for as long as it lives.
class PathForTest {
public:
    explicit PathForTest(const std::string& path) : before_(qgetenv("PATH")) {
        qputenv("PATH", QByteArray::fromStdString(path));
    }
    ~PathForTest() { qputenv("PATH", before_); }
    PathForTest(const PathForTest&) = delete;
    PathForTest& operator=(const PathForTest&) = delete;

private:
    QByteArray before_;
};

// In place of libsecret's program: a script that notes its arguments, one a line, and then runs `commands`.
class SecretTool {
public:
    explicit SecretTool(const std::string& commands)
        : path_(dir_.path().string() + ":" + qgetenv("PATH").toStdString()) {
        const auto file = dir_ / "secret-tool";
        writeBytes(file,
                   "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + (dir_ / "arguments").string() + "'\n" + commands + "\n");
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    }
    std::filesystem::path folder() const { return dir_.path(); }
    std::string arguments() const { return readBytes(dir_ / "arguments"); }

private:
    TempDir dir_;
    PathForTest path_;
};

}  // namespace recap::testing
