// SPDX-License-Identifier: GPL-3.0-or-later
#include "web_browser.h"

#include "remote/http_client.h"
#include "support/patience.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QThread>

#include <signal.h>
#include <unistd.h>

#include <stdexcept>

namespace recap::testing {
namespace {

std::string codeOf(const std::string& key) {
    if (key == "Enter") return "\uE007";
    if (key == "Backspace") return "\uE003";
    return key;
}

}  // namespace

QString WebBrowser::missing() {
    if (QStandardPaths::findExecutable(QStringLiteral("chromedriver")).isEmpty())
        return QStringLiteral("chromedriver is not installed (packaging/setup --checks installs chromium-driver)");
    if (QStandardPaths::findExecutable(QStringLiteral("chromium")).isEmpty())
        return QStringLiteral("chromium is not installed (packaging/setup --checks installs it)");
    return {};
}

WebBrowser::WebBrowser(const std::filesystem::path& profile, const std::filesystem::path& downloads) {
    driver_.setProcessChannelMode(QProcess::MergedChannels);
    driver_.start(QStringLiteral("chromedriver"), {QStringLiteral("--port=0")});
    static const QRegularExpression started(QStringLiteral("started successfully on port (\\d+)"));
    QString said;
    for (QRegularExpressionMatch match; !match.hasMatch(); match = started.match(said)) {
        if (!driver_.waitForReadyRead(kPatienceMs))
            throw std::runtime_error("chromedriver does not start: " + said.toStdString());
        said += QString::fromUtf8(driver_.readAll());
        if (started.match(said).hasMatch())
            address_ = "http://127.0.0.1:" + started.match(said).captured(1).toStdString();
    }
    Json arguments = {"--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,800",
                      "--user-data-dir=" + profile.string()};
    if (::geteuid() == 0) arguments.push_back("--no-sandbox");
    const Json options = {
        {"args", arguments},
        {"prefs", {{"download.default_directory", downloads.string()}, {"download.prompt_for_download", false}}}};
    const Json capabilities = {{"goog:chromeOptions", options}, {"goog:loggingPrefs", {{"browser", "ALL"}}}};
    const Json session = call("", {{"capabilities", {{"alwaysMatch", capabilities}}}});
    browser_ = session.at("capabilities").at("goog:processID").get<qint64>();
    session_ = session.at("sessionId").get<std::string>();
}

WebBrowser::~WebBrowser() {
    kill();
    driver_.kill();
    driver_.waitForFinished();
}

void WebBrowser::kill() {
    if (browser_ > 0) ::kill(static_cast<pid_t>(std::exchange(browser_, 0)), SIGKILL);
}

Json WebBrowser::call(const std::string& path, const Json& body) {
    HttpRequest request;
    request.url = address_ + "/session";
    if (!session_.empty()) request.url += "/" + session_ + path;
    if (!body.is_null()) request.body = body.dump();
    HttpLimits limits;
    limits.answer_bytes = std::size_t{64} << 20;
    const HttpAnswer answer = askOnce(std::move(request), limits, [] {});
    if (answer.end != HttpEnd::Answered) throw std::runtime_error("chromedriver does not answer: " + answer.reason);
    if (answer.status != 200) throw std::runtime_error("chromedriver refuses " + path + ": " + answer.body);
    return Json::parse(answer.body).at("value");
}

void WebBrowser::open(const std::string& url) {
    call("/url", {{"url", url}});
}

Json WebBrowser::ask(const std::string& expression) {
    return call("/execute/sync", {{"script", "return " + expression}, {"args", Json::array()}});
}

void WebBrowser::waitFor(const std::string& expression) {
    QElapsedTimer timer;
    timer.start();
    for (Json value = ask(expression); value != true; value = ask(expression)) {
        if (timer.hasExpired(kPatienceMs))
            throw std::runtime_error("it never came that " + expression + "; the page: " +
                                     ask("document.body.innerText").dump() + "; its console: " + console().dump());
        QThread::msleep(5);
    }
}

void WebBrowser::press(const std::string& key) {
    const Json strokes = {{{"type", "keyDown"}, {"value", codeOf(key)}}, {{"type", "keyUp"}, {"value", codeOf(key)}}};
    const Json keyboard = {{"type", "key"}, {"id", "keyboard"}, {"actions", strokes}};
    call("/actions", {{"actions", Json::array({keyboard})}});
}

std::string WebBrowser::openWindow() {
    changeTo(call("/window/new", {{"type", "tab"}}).at("handle").get<std::string>());
    return window();
}

std::string WebBrowser::window() {
    return call("/window").get<std::string>();
}

void WebBrowser::changeTo(const std::string& window) {
    call("/window", {{"handle", window}});
}

Json WebBrowser::console() {
    return call("/se/log", {{"type", "browser"}});
}

}  // namespace recap::testing
