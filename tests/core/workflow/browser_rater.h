// SPDX-License-Identifier: GPL-3.0-or-later
//
// A rater in front of a rating page: what tests do and see there.
#pragma once

#include "image/image_buffer.h"
#include "support/patience.h"
#include "web_browser.h"

#include <QtTest/QTest>

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace recap::testing {

// What a rater who sees the pictures can tell: one system's are dark, the other's bright.
inline ImageBuffer dark(int) {
    return ImageBuffer(24, 16, 3, 30);
}
inline ImageBuffer bright(int prompt) {
    return ImageBuffer(24, 16, 3, static_cast<std::uint8_t>(200 + prompt));
}

inline void begin(WebBrowser& browser, const std::string& url) {
    browser.open(url);
    browser.waitFor("!document.getElementById('begin').disabled");
    browser.press("Enter");
}

// The next item can be answered, or there is none.
inline void waitForItem(WebBrowser& browser) {
    browser.waitFor(
        "document.body.dataset.state === 'finished' || "
        "document.querySelectorAll('[data-answer]:not(:disabled)').length > 0");
}

inline int answered(WebBrowser& browser) {
    return browser.ask("document.getElementById('progress').value").get<int>();
}

inline void answer(WebBrowser& browser, const std::string& key) {
    waitForItem(browser);
    const int before = answered(browser);
    browser.press(key);
    browser.waitFor("document.getElementById('progress').value === " + std::to_string(before + 1));
}

// Seen in the page as a rater sees it.
inline bool leftIsBright(WebBrowser& browser) {
    const auto shade = browser.ask(
        "(() => { const canvas = document.createElement('canvas'), picture = document.querySelector('.frame img');"
        "canvas.width = canvas.height = 1; const context = canvas.getContext('2d');"
        "context.drawImage(picture, 0, 0, 1, 1); return context.getImageData(0, 0, 1, 1).data[0]; })()");
    return shade.get<int>() > 128;
}

inline int promptOf(WebBrowser& browser) {
    const auto text = browser.ask("document.getElementById('prompt').textContent").get<std::string>();
    return std::stoi(text.substr(text.find("prompt ") + 7));
}

inline std::filesystem::path downloaded(WebBrowser& browser, const std::filesystem::path& folder,
                                        const std::string& name) {
    browser.ask("document.getElementById('download').click()");
    const auto file = folder / name;
    if (!QTest::qWaitFor([&] { return std::filesystem::exists(file); }, kPatienceMs))
        throw std::runtime_error("the answers were not downloaded");
    return file;
}

inline bool isNoticed(WebBrowser& browser, const std::string& name) {
    return browser
        .ask(
            "!document.getElementById('notice').hidden && document.getElementById('notice').textContent === "
            "document.getElementById('word-" +
            name + "').textContent")
        .get<bool>();
}

}  // namespace recap::testing
