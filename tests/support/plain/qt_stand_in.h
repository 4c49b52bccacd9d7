// SPDX-License-Identifier: GPL-3.0-or-later
//
// The few pieces of QtTest that the core tests use, for machines without Qt (RECAP_COMPUTE_ONLY): the same test sources
// compile against this folder's headers. The names are Qt's; slots are listed by packaging/cmake/RecapPlainTests.cmake
// in place of moc. Differences: QString counts bytes, and a failed check does not print both values of every type.
#pragma once

#include <unistd.h>

#include <any>
#include <chrono>
#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class QObject {
public:
    virtual ~QObject() = default;
};

namespace recap::testing::plain {

struct Slot {
    const char* name;
    void (*call)(QObject*);
};

}  // namespace recap::testing::plain

#define Q_OBJECT                                                         \
public:                                                                  \
    static const std::vector<recap::testing::plain::Slot>& plainSlots(); \
                                                                         \
private:
#define Q_SLOTS
#define Q_UNUSED(x) (void)x;

class QByteArray {
public:
    QByteArray() = default;
    QByteArray(const char* text) : text_(text) {}
    static QByteArray fromStdString(std::string text) {
        QByteArray out;
        out.text_ = std::move(text);
        return out;
    }
    const std::string& toStdString() const { return text_; }
    const char* constData() const { return text_.c_str(); }
    bool isEmpty() const { return text_.empty(); }
    bool operator==(const QByteArray&) const = default;

private:
    std::string text_;
};

class QString {
public:
    QString() = default;
    QString(const char* text) : text_(text) {}
    static QString fromStdString(std::string text) {
        QString out;
        out.text_ = std::move(text);
        return out;
    }
    static QString fromUtf8(const char* text) { return QString(text); }
    static QString fromLatin1(const char* text) { return QString(text); }
    template <class Number>
    static QString number(Number value) {
        std::ostringstream text;
        text << value;
        return fromStdString(text.str());
    }
    // Replaces the lowest %1 ... %9 that is left.
    template <class Value>
    QString arg(const Value& value) const {
        for (char digit = '1'; digit <= '9'; ++digit) {
            const std::string mark{'%', digit};
            const auto at = text_.find(mark);
            if (at == std::string::npos) continue;
            QString out = *this;
            if constexpr (std::is_same_v<Value, QString>)
                out.text_.replace(at, 2, value.text_);
            else
                out.text_.replace(at, 2, number(value).text_);
            return out;
        }
        return *this;
    }
    const std::string& toStdString() const { return text_; }
    bool isEmpty() const { return text_.empty(); }
    const char* plainText() const { return text_.c_str(); }
    bool operator==(const QString&) const = default;
    friend QString operator+(const QString& a, const QString& b) { return fromStdString(a.text_ + b.text_); }

private:
    std::string text_;
};

#define QStringLiteral(text) QString(text)
#define qPrintable(string) (string).plainText()

inline QByteArray qgetenv(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? QByteArray(value) : QByteArray();
}
inline bool qputenv(const char* name, const QByteArray& value) {
    return ::setenv(name, value.constData(), 1) == 0;
}
inline bool qunsetenv(const char* name) {
    return ::unsetenv(name) == 0;
}

[[gnu::format(printf, 1, 2)]] inline void qWarning(const char* format, ...) {
    std::va_list values;
    va_start(values, format);
    std::vfprintf(stderr, format, values);
    va_end(values);
    std::fputc('\n', stderr);
}
[[noreturn, gnu::format(printf, 1, 2)]] inline void qFatal(const char* format, ...) {
    std::va_list values;
    va_start(values, format);
    std::vfprintf(stderr, format, values);
    va_end(values);
    std::fputc('\n', stderr);
    std::abort();
}

class QTemporaryDir {
public:
    QTemporaryDir() {
        std::string name = (std::filesystem::temp_directory_path() / "recap-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
        path_ = name;
    }
    ~QTemporaryDir() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    QTemporaryDir(const QTemporaryDir&) = delete;
    QTemporaryDir& operator=(const QTemporaryDir&) = delete;
    QString path() const { return QString::fromStdString(path_.string()); }
    bool isValid() const { return true; }

private:
    std::filesystem::path path_;
};

class QCoreApplication {
public:
    QCoreApplication(int&, char**) {}
    static long applicationPid() { return ::getpid(); }
};

struct QStandardPaths {
    static void setTestModeEnabled(bool) {}
};

namespace recap::testing::plain {

// What the running slot has done so far.
struct State {
    const char* slot = nullptr;
    bool failed = false, skipped = false;
    std::vector<std::string> columns;
    std::vector<std::pair<std::string, std::vector<std::any>>> rows;
    std::size_t row = 0;
};

inline State& state() {
    static State current;
    return current;
}

inline void fail(const std::string& what, const char* file, int line) {
    state().failed = true;
    std::printf("   %s\n   at %s:%d\n", what.c_str(), file, line);
}

inline bool check(bool good, const std::string& what, const char* file, int line) {
    if (!good) fail(what, file, line);
    return good;
}

template <class T>
std::string shown(const T& value) {
    if constexpr (std::is_same_v<T, QString>)
        return value.toStdString();
    else if constexpr (std::is_arithmetic_v<T> || std::is_convertible_v<T, std::string_view>) {
        std::ostringstream text;
        text.precision(17);
        text << value;
        return text.str();
    } else
        return "...";
}

template <class T>
inline constexpr bool kWhole =
    std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char> && !std::is_same_v<T, wchar_t> &&
    !std::is_same_v<T, char8_t> && !std::is_same_v<T, char16_t> && !std::is_same_v<T, char32_t>;

template <class A, class B>
bool equal(const A& a, const B& b) {
    if constexpr (std::is_floating_point_v<A> && std::is_floating_point_v<B>) {
        // As QtTest: nearly equal, relative to the smaller one.
        using Real = std::common_type_t<A, B>;
        const Real x = static_cast<Real>(a), y = static_cast<Real>(b);
        const Real share = std::is_same_v<Real, float> ? Real(1e-5) : Real(1e-12);
        if (std::isnan(x) || std::isnan(y)) return std::isnan(x) && std::isnan(y);
        if (std::isinf(x) || std::isinf(y)) return x == y;
        return std::abs(x - y) <= share * std::min(std::abs(x), std::abs(y));
    } else if constexpr (kWhole<A> && kWhole<B>) {
        return std::cmp_equal(a, b);
    } else {
        return a == b;
    }
}

template <class A, class B>
bool compare(const A& a, const B& b, const char* textA, const char* textB, const char* file, int line) {
    return equal(a, b) ||
           check(false, std::string(textA) + " is " + shown(a) + ", " + textB + " is " + shown(b), file, line);
}

template <class T>
T fetched(const char* name) {
    const State& s = state();
    for (std::size_t i = 0; i < s.columns.size(); ++i)
        if (s.columns[i] == name) return std::any_cast<T>(s.rows.at(s.row).second.at(i));
    throw std::logic_error(std::string("there is no column ") + name);
}

struct Row {
    std::size_t index;
    template <class T>
    const Row& operator<<(const T& value) const {
        if constexpr (std::is_convertible_v<T, const char*>)
            state().rows[index].second.emplace_back(QString(value));
        else
            state().rows[index].second.emplace_back(value);
        return *this;
    }
};

class Runner {
public:
    Runner(QObject* object, const std::vector<Slot>& slots, std::vector<std::string> wanted)
        : object_(object), slots_(slots), wanted_(std::move(wanted)) {}

    int run() {
        callIfThere("initTestCase");
        for (const auto& slot : slots_) {
            const std::string name = slot.name;
            const bool special = name == "init" || name == "cleanup" || name == "initTestCase" ||
                                 name == "cleanupTestCase" || name.ends_with("_data");
            if (!special && isWanted(name)) runSlot(slot);
        }
        callIfThere("cleanupTestCase");
        std::printf("%d passed, %d failed, %d skipped\n", passed_, failed_, skipped_);
        std::fflush(stdout);
        return failed_;
    }

private:
    const Slot* find(const std::string& name) const {
        for (const auto& slot : slots_)
            if (name == slot.name) return &slot;
        return nullptr;
    }
    bool isWanted(const std::string& name) const {
        if (wanted_.empty()) return true;
        for (const auto& wanted : wanted_)
            if (wanted == name) return true;
        return false;
    }
    void callIfThere(const std::string& name) {
        if (const Slot* slot = find(name)) slot->call(object_);
    }
    void runSlot(const Slot& slot) {
        state() = {};
        callIfThere(std::string(slot.name) + "_data");
        const std::size_t rows = state().columns.empty() ? 1 : state().rows.size();
        for (std::size_t row = 0; row < rows; ++row) {
            state().slot = slot.name;
            state().failed = state().skipped = false;
            state().row = row;
            try {
                callIfThere("init");
                if (!state().failed && !state().skipped) slot.call(object_);
                callIfThere("cleanup");
            } catch (const std::exception& e) {
                fail(std::string("exception: ") + e.what(), slot.name, 0);
            } catch (...) {
                fail("an exception without a text", slot.name, 0);
            }
            const std::string tag = state().columns.empty() ? "" : "(" + state().rows[row].first + ")";
            const char* word = state().failed ? "FAIL!" : state().skipped ? "SKIP " : "PASS ";
            ++(state().failed ? failed_ : state().skipped ? skipped_ : passed_);
            std::printf("%s  %s%s\n", word, slot.name, tag.c_str());
            std::fflush(stdout);
        }
    }

    QObject* object_;
    const std::vector<Slot>& slots_;
    const std::vector<std::string> wanted_;
    int passed_ = 0, failed_ = 0, skipped_ = 0;
};

}  // namespace recap::testing::plain

namespace QTest {

template <class T>
void addColumn(const char* name) {
    recap::testing::plain::state().columns.emplace_back(name);
}
inline recap::testing::plain::Row newRow(const char* tag) {
    auto& rows = recap::testing::plain::state().rows;
    rows.emplace_back(tag, std::vector<std::any>());
    return {rows.size() - 1};
}
template <class... Values>
recap::testing::plain::Row addRow(const char* format, Values... values) {
    char text[256];
    std::snprintf(text, sizeof text, format, values...);
    return newRow(text);
}
inline void qWait(int milliseconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}
inline const char* currentTestFunction() {
    return recap::testing::plain::state().slot;
}
// Takes names of slots; options are QtTest's own.
template <class Test>
int qExec(Test* test, int argc, char** argv) {
    std::vector<std::string> wanted(argv + 1, argv + argc);
    std::erase_if(wanted, [](const std::string& argument) { return argument.starts_with('-'); });
    return recap::testing::plain::Runner(test, Test::plainSlots(), std::move(wanted)).run();
}

}  // namespace QTest

#define QVERIFY(...)                                                                                          \
    do {                                                                                                      \
        if (!recap::testing::plain::check(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__ " is false", __FILE__, \
                                          __LINE__))                                                          \
            return;                                                                                           \
    } while (false)
#define QVERIFY2(condition, words)                                                                            \
    do {                                                                                                      \
        if (!(condition)) {                                                                                   \
            recap::testing::plain::fail(std::string(#condition " is false: ") + (words), __FILE__, __LINE__); \
            return;                                                                                           \
        }                                                                                                     \
    } while (false)
#define QCOMPARE(a, ...)                                                                                   \
    do {                                                                                                   \
        if (!recap::testing::plain::compare(a, __VA_ARGS__, #a, #__VA_ARGS__, __FILE__, __LINE__)) return; \
    } while (false)
#define QFAIL(words)                                            \
    do {                                                        \
        recap::testing::plain::fail(words, __FILE__, __LINE__); \
        return;                                                 \
    } while (false)
#define QSKIP(words)                                        \
    do {                                                    \
        recap::testing::plain::state().skipped = true;      \
        std::printf("   %s\n", std::string(words).c_str()); \
        return;                                             \
    } while (false)
#define QFETCH(Type, name) Type name = recap::testing::plain::fetched<Type>(#name)
#define QVERIFY_THROWS_EXCEPTION(Type, ...)                                                                      \
    do {                                                                                                         \
        bool thrown = false;                                                                                     \
        try {                                                                                                    \
            __VA_ARGS__;                                                                                         \
        } catch (const Type&) {                                                                                  \
            thrown = true;                                                                                       \
        }                                                                                                        \
        if (!recap::testing::plain::check(thrown, #__VA_ARGS__ " throws no " #Type, __FILE__, __LINE__)) return; \
    } while (false)
#define QVERIFY_EXCEPTION_THROWN(expression, Type) QVERIFY_THROWS_EXCEPTION(Type, expression)
#define QTRY_VERIFY(...)                                                     \
    do {                                                                     \
        for (int i = 0; i < 12'000 && !(__VA_ARGS__); ++i) QTest::qWait(10); \
        QVERIFY(__VA_ARGS__);                                                \
    } while (false)
