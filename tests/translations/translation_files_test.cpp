// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace {

struct Message {
    QString context;
    bool plural = false;
    bool unfinished = false;
    QString source;
    QStringList forms;  // one translation, or one for each plural form
};

// Keyed by context, source and disambiguation, which together identify a string for Qt.
using Messages = QMap<QString, Message>;

Message readMessage(QXmlStreamReader& xml, QString& comment) {
    Message message;
    message.plural = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            message.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            comment = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            message.unfinished = xml.attributes().value(QLatin1String("type")) == QLatin1String("unfinished");
            if (!message.plural) {
                message.forms << xml.readElementText();
            } else {
                while (xml.readNextStartElement()) message.forms << xml.readElementText();
            }
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

Messages readTranslationFile(const QString& path) {
    Messages messages;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        qCritical("%s cannot be read", qPrintable(path));
        return messages;
    }
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QLatin1String("message")) {
            QString comment;
            Message message = readMessage(xml, comment);
            message.context = context;
            messages.insert(context + QLatin1String(" | ") + message.source + QLatin1String(" | ") + comment, message);
        }
    }
    return messages;
}

// %n, %1, %L2 ... in the order of their names.
QStringList placeholders(const QString& text) {
    static const QRegularExpression pattern(QStringLiteral("%(?:n|L?[0-9]{1,2})"));
    QStringList found;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) found << matches.next().captured();
    found.sort();
    return found;
}

QString sourceFolder() {
    return qEnvironmentVariable("RECAP_SOURCE_DIR");
}

QString textOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qCritical("%s cannot be read", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

// By path.
QMap<QString, QString> sourcesOfTheCore() {
    QMap<QString, QString> sources;
    QDirIterator files(sourceFolder() + QStringLiteral("/core"), {QStringLiteral("*.cpp"), QStringLiteral("*.h")},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        sources[path] = textOf(path);
    }
    return sources;
}

}  // namespace

class TestTranslationFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void files_name_every_string_of_the_program_and_no_other();
    void contexts_are_those_that_the_program_asks_for();
    void sentences_of_the_core_are_messages();
    void stages_of_jobs_are_those_that_the_window_can_say();
    void every_string_has_a_finished_translation_data() { languages(); }
    void every_string_has_a_finished_translation();
    void placeholders_of_source_and_translation_agree_data() { languages(); }
    void placeholders_of_source_and_translation_agree();
    void plurals_have_as_many_forms_as_the_language_data() { languages(); }
    void plurals_have_as_many_forms_as_the_language();

private:
    void languages() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("plural_forms");
        QTest::newRow("en") << sourceFolder() + QStringLiteral("/translations/recap_en.ts") << 2;
        QTest::newRow("zh_CN") << sourceFolder() + QStringLiteral("/translations/recap_zh_CN.ts") << 1;
    }
};

void TestTranslationFiles::files_name_every_string_of_the_program_and_no_other() {
    QTemporaryDir copy;
    const QStringList names{QStringLiteral("recap_en.ts"), QStringLiteral("recap_zh_CN.ts")};
    const QDir translations(sourceFolder() + QStringLiteral("/translations"));
    for (const QString& name : names) QVERIFY(QFile::copy(translations.filePath(name), copy.filePath(name)));
    QCOMPARE(QProcess::execute(sourceFolder() + QStringLiteral("/packaging/update-translations"), {copy.path()}), 0);
    for (const QString& name : names) {
        const Messages kept = readTranslationFile(translations.filePath(name));
        const Messages renewed = readTranslationFile(copy.filePath(name));
        for (const QString& key : renewed.keys())
            QVERIFY2(kept.contains(key),
                     qPrintable(QStringLiteral("%1 lacks '%2': run packaging/update-translations and "
                                               "translate it")
                                    .arg(name, key)));
        for (const QString& key : kept.keys())
            QVERIFY2(renewed.contains(key),
                     qPrintable(QStringLiteral("%1 has '%2', which the program no longer says: run "
                                               "packaging/update-translations")
                                    .arg(name, key)));
    }
}

// tr() asks with the full class name. lupdate writes a bare one where it does not recognise the class, for example for
// Class::tr() in an anonymous namespace; such a string would never be found.
void TestTranslationFiles::contexts_are_those_that_the_program_asks_for() {
    QByteArray program;
    for (const QString& part : {QStringLiteral("/gui"), QStringLiteral("/app/gui")}) {
        QDirIterator files(sourceFolder() + part, {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            program += file.readAll();
        }
    }
    for (const Message& message :
         readTranslationFile(sourceFolder() + QStringLiteral("/translations/recap_zh_CN.ts"))) {
        const bool named = program.contains("(\"" + message.context.toUtf8() + "\"");
        QVERIFY2(named || message.context.startsWith(QStringLiteral("recap::gui::")),
                 qPrintable(message.context + QStringLiteral(": ") + message.source));
    }
}

// Words that are put together with + reach a person in English only. Faults of the program itself may be such.
void TestTranslationFiles::sentences_of_the_core_are_messages() {
    static const QRegularExpression statement(
        QStringLiteral("(?:\\bthrow Error\\(\\s*(?!ErrorCode::Internal)[^,;]+,|\\bsay\\(|"
                       "\\b(?:problems|notes)_?\\.(?:push|emplace)_back\\(|\\b(?:fail|refuse)\\()"
                       "((?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^\";]++)*+);"));
    static const QRegularExpression literal(QStringLiteral("\"(?:[^\"\\\\]|\\\\.)*\""));
    int found = 0;
    const auto sources = sourcesOfTheCore();
    for (auto source = sources.cbegin(); source != sources.cend(); ++source) {
        for (auto statements = statement.globalMatch(*source); statements.hasNext();) {
            const QString sentence = statements.next().captured(1);
            for (auto literals = literal.globalMatch(sentence); literals.hasNext();) {
                const auto text = literals.next();
                if (!text.captured().contains(QLatin1Char(' '))) continue;
                ++found;
                const bool said = sentence.left(text.capturedStart()).contains(QLatin1String("message("));
                QVERIFY2(said, qPrintable(QStringLiteral("%1: say this by message(): %2").arg(source.key(), sentence)));
            }
        }
    }
    QVERIFY2(found > 300, "the pattern no longer finds them");
}

// Jobs report what they do as a text, to which a name may be added: {"Metrics of " + name, 0, 1}. Titles of the
// demo's stages are shown in the same way.
void TestTranslationFiles::stages_of_jobs_are_those_that_the_window_can_say() {
    static const QRegularExpression noted(QStringLiteral("QT_TRANSLATE_NOOP\\(\"Stage\", \"([^\"]+)\"\\)"));
    static const QRegularExpression reported(
        QStringLiteral("(?:\\breport\\(\\s*\\{|\\bprogress\\(|\\bProgress\\s*\\{|\\.stage "
                       "=|\\bjudge(?:Readable)?\\((?:\\*?[\\w.>-]+,\\s*)+)\\s*"
                       "\"([^\"]+)\"(\\s*\\+)?"));
    static const QRegularExpression title(QStringLiteral(
        "\\{\"[^\"]+\"(?:\\s*\\+\\s*[\\w.>-]+)?,\\s*\"([^\"]+)\"(\\s*\\+\\s*[\\w.>-]+)?,\\s*(?:\\{|all\\})"));
    QSet<QString> known, said;
    const QString list = textOf(sourceFolder() + QStringLiteral("/gui/jobs/stage_names.cpp"));
    for (auto texts = noted.globalMatch(list); texts.hasNext();) known << texts.next().captured(1);
    const auto collect = [&](const QRegularExpression& pattern, const QString& source) {
        for (auto texts = pattern.globalMatch(source); texts.hasNext();) {
            const auto text = texts.next();
            said << text.captured(1) + (text.captured(2).isEmpty() ? QString() : QStringLiteral("%1"));
        }
    };
    const auto sources = sourcesOfTheCore();
    for (const QString& source : sources) collect(reported, source);
    collect(title, sources[sourceFolder() + QStringLiteral("/core/workflow/study/study_plan.cpp")]);
    for (const QString& text : said - known)
        QVERIFY2(false, qPrintable(QStringLiteral("gui/jobs/stage_names.cpp lacks '%1'").arg(text)));
    for (const QString& text : known - said)
        QVERIFY2(false, qPrintable(QStringLiteral("gui/jobs/stage_names.cpp has '%1', which no job says").arg(text)));
    QVERIFY2(said.size() > 25, "the patterns no longer find them");
}

void TestTranslationFiles::every_string_has_a_finished_translation() {
    QFETCH(QString, file);
    const Messages messages = readTranslationFile(file);
    QVERIFY(!messages.isEmpty());
    for (auto message = messages.cbegin(); message != messages.cend(); ++message) {
        QVERIFY2(!message->unfinished, qPrintable(message.key()));
        for (const QString& form : message->forms) QVERIFY2(!form.trimmed().isEmpty(), qPrintable(message.key()));
    }
}

void TestTranslationFiles::placeholders_of_source_and_translation_agree() {
    QFETCH(QString, file);
    const Messages messages = readTranslationFile(file);
    for (auto message = messages.cbegin(); message != messages.cend(); ++message)
        for (const QString& form : message->forms)
            QVERIFY2(placeholders(form) == placeholders(message->source),
                     qPrintable(message.key() + QStringLiteral(" -> ") + form));
}

void TestTranslationFiles::plurals_have_as_many_forms_as_the_language() {
    QFETCH(QString, file);
    QFETCH(int, plural_forms);
    const Messages messages = readTranslationFile(file);
    for (auto message = messages.cbegin(); message != messages.cend(); ++message)
        QVERIFY2(message->forms.size() == (message->plural ? plural_forms : 1), qPrintable(message.key()));
}

RECAP_TEST_MAIN(TestTranslationFiles)
#include "translation_files_test.moc"
