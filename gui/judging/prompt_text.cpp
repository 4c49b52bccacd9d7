// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/judging/prompt_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace recap::gui {

namespace {

constexpr std::size_t kShown = 8;

struct PromptText {
    Q_DECLARE_TR_FUNCTIONS(recap::gui::PromptText)
};

QString fromStd(const std::string& text) {
    return QString::fromStdString(text);
}

QString relationText(const PromptExpectation& expect) {
    return expect.relation.empty() ? QString()
                                   : QStringLiteral("%1 %2 %3")
                                         .arg(fromStd(expect.first), fromStd(expect.relation), fromStd(expect.second));
}

QStringList numberTexts(const PromptExpectation& expect) {
    QStringList texts;
    for (const auto& [name, number] : expect.counts) texts << QStringLiteral("%1 × %2").arg(number).arg(fromStd(name));
    return texts;
}

QStringList listOfTexts(const std::vector<std::string>& all) {
    QStringList texts;
    for (std::size_t i = 0; i < std::min(kShown, all.size()); ++i) texts << fromStd(all[i]);
    if (all.size() > kShown) texts << PromptText::tr("and %n more", nullptr, static_cast<int>(all.size() - kShown));
    return texts;
}

QString named(const char* key, std::size_t count) {
    return count < 2
               ? expectationName(key)
               : QStringLiteral("%1 (%2)").arg(expectationName(key), QLocale().toString(static_cast<qlonglong>(count)));
}

}  // namespace

QString expectationText(const PromptExpectation& expect) {
    QStringList parts;
    for (const auto& name : expect.classes)
        if (!expect.counts.contains(name)) parts << fromStd(name);
    parts << numberTexts(expect);
    if (const QString relation = relationText(expect); !relation.isEmpty()) parts << relation;
    if (!expect.distractors.empty())
        parts << PromptText::tr("%n distractor(s)", nullptr, static_cast<int>(expect.distractors.size()));
    if (!expect.questions.empty())
        parts << PromptText::tr("%n question(s)", nullptr, static_cast<int>(expect.questions.size()));
    if (!expect.geneval.is_null()) parts << QStringLiteral("GenEval");
    return parts.join(QStringLiteral(", "));
}

std::vector<std::pair<QString, QString>> expectationLines(const PromptExpectation& expect) {
    std::vector<std::pair<QString, QString>> lines;
    if (!expect.classes.empty())
        lines.emplace_back(expectationName("classes"), listOfTexts(expect.classes).join(QStringLiteral(", ")));
    if (!expect.counts.empty())
        lines.emplace_back(expectationName("counts"), numberTexts(expect).join(QStringLiteral(", ")));
    if (!expect.relation.empty()) lines.emplace_back(expectationName("relation"), relationText(expect));
    if (!expect.false_prompt.empty()) lines.emplace_back(expectationName("false_prompt"), fromStd(expect.false_prompt));
    if (!expect.distractors.empty())
        lines.emplace_back(named("distractors", expect.distractors.size()),
                           listOfTexts(expect.distractors).join(u'\n'));
    if (!expect.questions.empty())
        lines.emplace_back(named("questions", expect.questions.size()), listOfTexts(expect.questions).join(u'\n'));
    if (!expect.geneval.is_null()) lines.emplace_back(QStringLiteral("GenEval"), fromStd(expect.geneval.dump()));
    return lines;
}

QString expectationName(const std::string& key) {
    if (key == "classes") return PromptText::tr("objects");
    if (key == "counts") return PromptText::tr("numbers");
    if (key == "relation") return PromptText::tr("relation");
    if (key == "false_prompt") return PromptText::tr("false caption");
    if (key == "distractors") return PromptText::tr("distractors");
    if (key == "questions") return PromptText::tr("questions");
    if (key == "geneval") return QStringLiteral("GenEval");
    return fromStd(key);
}

QString promptFormatName(const std::string& format) {
    if (format == "tise") return PromptText::tr("TISE pickle");
    if (format == "soa_folder") return PromptText::tr("folder of SOA pickles");
    if (format == "geneval") return PromptText::tr("GenEval metadata");
    if (format == "table") return PromptText::tr("table of prompts");
    if (format == "t2i_compbench") return PromptText::tr("T2I-CompBench list");
    return PromptText::tr("list of prompts");
}

}  // namespace recap::gui
