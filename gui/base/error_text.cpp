// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/base/error_text.h"

#include "base/error.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

#include <cmath>
#include <new>

namespace recap::gui {

namespace {

struct Sentence {
    const char* code;
    const char* text;
};

constexpr Sentence kErrors[] = {
    {"file_not_found", QT_TRANSLATE_NOOP("ErrorText", "A file or folder could not be found or read.")},
    {"file_not_writable",
     QT_TRANSLATE_NOOP("ErrorText", "A file could not be written. Check the folder's permissions.")},
    {"disk_full", QT_TRANSLATE_NOOP("ErrorText", "The disk is full. Free some space and try again; nothing was lost.")},
    {"bad_format", QT_TRANSLATE_NOOP("ErrorText", "A file does not have the expected content.")},
    {"shape_mismatch", QT_TRANSLATE_NOOP("ErrorText", "Two parts are incompatible.")},
    {"out_of_memory",
     QT_TRANSLATE_NOOP("ErrorText", "There was not enough memory. Try a smaller batch or resolution.")},
    {"database", QT_TRANSLATE_NOOP("ErrorText", "The project database rejected the operation.")},
    {"read_only", QT_TRANSLATE_NOOP("ErrorText", "The project is open read-only.")},
    {"invalid_option", QT_TRANSLATE_NOOP("ErrorText", "An option has an invalid value.")},
    {"not_found", QT_TRANSLATE_NOOP("ErrorText", "The project does not contain what was requested.")},
    {"diverged",
     QT_TRANSLATE_NOOP("ErrorText", "Training produced infinite or undefined numbers. Try a lower learning rate.")},
    {"internal", QT_TRANSLATE_NOOP("ErrorText", "An internal error occurred. The details help the developers.")},
};

constexpr Sentence kStatuses[] = {
    {"new", QT_TRANSLATE_NOOP("CaptionStatus", "new")},
    {"accepted", QT_TRANSLATE_NOOP("CaptionStatus", "accepted")},
    {"edited", QT_TRANSLATE_NOOP("CaptionStatus", "edited")},
    {"rejected", QT_TRANSLATE_NOOP("CaptionStatus", "rejected")},
    {"flagged", QT_TRANSLATE_NOOP("CaptionStatus", "flagged")},
};

constexpr Sentence kSources[] = {
    {"alttext", QT_TRANSLATE_NOOP("CaptionSource", "Alt text")},
    {"recap_short", QT_TRANSLATE_NOOP("CaptionSource", "RECAP Short")},
    {"recap_long", QT_TRANSLATE_NOOP("CaptionSource", "RECAP Long")},
    {"human", QT_TRANSLATE_NOOP("CaptionSource", "Human")},
    {"human_short", QT_TRANSLATE_NOOP("CaptionSource", "Human short")},
    {"human_long", QT_TRANSLATE_NOOP("CaptionSource", "Human long")},
};

template <std::size_t N>
QString lookUp(const Sentence (&table)[N], const char* context, const QString& code) {
    for (const Sentence& entry : table)
        if (code == QLatin1String(entry.code)) return QCoreApplication::translate(context, entry.text);
    return {};
}

}  // namespace

QString errorText(const Failed& failure) {
    const QString text = lookUp(kErrors, "ErrorText", QString::fromStdString(failure.code));
    return text.isEmpty() ? QCoreApplication::translate("ErrorText", "Something went wrong.") : text;
}

std::string coreWords(const std::string& english) {
    return QCoreApplication::translate("Core", english.c_str()).toStdString();
}

QString coreText(const Message& message) {
    return QString::fromStdString(message.in(coreWords));
}

QString errorDetail(const Failed& failure) {
    return failure.sentence.empty() ? QString::fromStdString(failure.message) : coreText(failure.sentence);
}

QString messageText(const MessageEvent& event) {
    return event.sentence.empty() ? QString::fromStdString(event.text) : coreText(event.sentence);
}

Failed currentFailure() noexcept {
    const auto failed = [](ErrorCode code, const Message& sentence) {
        return Failed{std::string(errorCodeName(code)), sentence.english(), sentence};
    };
    try {
        throw;
    } catch (const Error& error) {
        return failed(error.code(), error.message());
    } catch (const std::bad_alloc&) {
        return failed(ErrorCode::OutOfMemory, {"There is not enough memory. Use a smaller batch or image size."});
    } catch (const std::exception& error) {
        return failed(ErrorCode::Internal, verbatim(error.what()));
    } catch (...) {
        return failed(ErrorCode::Internal, {"An exception of unknown type ended the work."});
    }
}

QString runStateText(RunState state) {
    switch (state) {
        case RunState::Queued: return QCoreApplication::translate("RunState", "queued");
        case RunState::Running: return QCoreApplication::translate("RunState", "running");
        case RunState::Paused: return QCoreApplication::translate("RunState", "paused");
        case RunState::Done: return QCoreApplication::translate("RunState", "done");
        case RunState::Failed: return QCoreApplication::translate("RunState", "failed");
        case RunState::Cancelled: return QCoreApplication::translate("RunState", "stopped");
        case RunState::Interrupted: break;
    }
    return QCoreApplication::translate("RunState", "interrupted");
}

QString stageStateText(StageState state) {
    switch (state) {
        case StageState::Waiting: return QCoreApplication::translate("RunState", "waiting");
        case StageState::Running: return QCoreApplication::translate("RunState", "running");
        case StageState::Done: return QCoreApplication::translate("RunState", "done");
        case StageState::Skipped: return QCoreApplication::translate("RunState", "already done");
        case StageState::Failed: return QCoreApplication::translate("RunState", "failed");
        case StageState::Cancelled: break;
    }
    return QCoreApplication::translate("RunState", "stopped");
}

QString captionStatusText(const QString& status) {
    const QString text = lookUp(kStatuses, "CaptionStatus", status);
    return text.isEmpty() ? status : text;
}

QString captionSourceText(const QString& source) {
    const QString text = lookUp(kSources, "CaptionSource", source);
    if (!text.isEmpty()) return text;
    // A translation keeps its language behind the name of its source.
    const qsizetype bar = source.indexOf(QLatin1Char('_'));
    const QString known = bar > 0 ? lookUp(kSources, "CaptionSource", source.left(bar)) : QString();
    return known.isEmpty() ? source : known + QStringLiteral(" · ") + source.mid(bar + 1);
}

QString durationText(double seconds) {
    if (!(seconds >= 0) || !std::isfinite(seconds)) return {};
    const auto total = static_cast<qint64>(std::llround(seconds));
    if (total < 60) return QCoreApplication::translate("Duration", "%1 s").arg(total);
    if (total < 3600) return QCoreApplication::translate("Duration", "%1 min").arg((total + 30) / 60);
    const qint64 minutes = (total + 30) / 60;
    return QCoreApplication::translate("Duration", "%1 h %2 min")
        .arg(minutes / 60)
        .arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

QString numberText(double value) {
    if (!std::isfinite(value)) return QStringLiteral("–");
    const double size = std::fabs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e7)) return QString::number(value, 'g', 2);
    if (size >= 1000) return QLocale().toString(value, 'f', 0);
    const int decimals = size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
    return QLocale().toString(value, 'f', decimals);
}

QString bytesText(qint64 bytes) {
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

}  // namespace recap::gui
