// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <QProcess>
#include <QString>

#include <filesystem>
#include <string>

namespace recap::testing {

// Chromium without a screen, driven by real key events through chromedriver (W3C WebDriver). Its functions throw
// std::runtime_error with the driver's words.
class WebBrowser {
public:
    // Why there is none here, for QSKIP; empty: there is one.
    static QString missing();

    // `profile`: the browser's folder; what pages keep there is found again by the next one. `downloads`: where it puts
    // files without asking.
    WebBrowser(const std::filesystem::path& profile, const std::filesystem::path& downloads);
    ~WebBrowser();  // kills the browser and the driver
    WebBrowser(const WebBrowser&) = delete;
    WebBrowser& operator=(const WebBrowser&) = delete;

    void open(const std::string& url);
    // What a JavaScript expression of the page gives.
    Json ask(const std::string& expression);
    // Until the expression is true.
    void waitFor(const std::string& expression);
    // A key: a character, or "Enter" or "Backspace".
    void press(const std::string& key);
    // Another window, which is asked from now on; its name for `changeTo`.
    std::string openWindow();
    std::string window();
    void changeTo(const std::string& window);
    // What the browser wrote into the page's console since the last call: refusals of its policy, errors.
    Json console();
    // SIGKILL: nothing is saved on the way.
    void kill();

private:
    Json call(const std::string& path, const Json& body = Json());
    QProcess driver_;
    std::string address_, session_;
    qint64 browser_ = 0;
};

}  // namespace recap::testing
