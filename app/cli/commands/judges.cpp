// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomic_file.h"
#include "cli/commands/commands.h"
#include "workflow/judging/judge_check.h"
#include "workflow/judging/judges_template.h"

#include <filesystem>
#include <memory>

namespace recap::cli {
namespace {

void print(const std::vector<JudgeFacts>& judges, ConsoleContext& console) {
    Json rows = Json::array();
    for (const auto& judge : judges) {
        const auto& entry = judge.entry;
        const bool known = !judge.published.empty();
        const auto place = entry.url.empty() ? entry.path.string() : entry.url;
        console.print(entry.name + ": " + entry.kind + ", " + place);
        if (!judge.sha256.empty())
            console.print("  SHA-256 " + judge.sha256 + ", " + (known ? judge.published : std::string("first seen")) +
                          (judge.licence.empty() ? "" : " (" + judge.licence + ")"));
        if (!judge.problem.empty()) console.print("  problem: " + judge.problem.english());
        rows.push_back({{"name", entry.name},
                        {"kind", entry.kind},
                        {"path", entry.path.string()},
                        {"url", entry.url},
                        {"sha256", judge.sha256},
                        {"known", known},
                        {"published", judge.published},
                        {"licence", judge.licence},
                        {"problem", judge.problem.english()}});
    }
    console.result({{"judges", rows}});
}

// A person's file is not replaced.
void writeNewFile(const std::filesystem::path& file, const std::string& text) {
    if (file.extension() != ".toml")
        throw UsageError("The file must end with .toml: " + file.string() + " would be read as JSON.");
    if (std::filesystem::exists(file)) throw UsageError("The file " + file.string() + " exists already.");
    writeTextAtomically(file, text);
}

}  // namespace

void addJudges(CommandTable& table) {
    auto* group = table.group("judges", "Say which judges there are, and check their files");
    const auto file = std::make_shared<std::string>();
    auto* list = table.command(group, "list", "List judges with their kind, digest and licence",
                               [file](ConsoleContext& console) {
                                   std::vector<JudgeFacts> judges;
                                   for (const auto& entry : file->empty() ? foundJudges() : readJudgesFile(*file))
                                       judges.push_back(judgeFacts(entry));
                                   print(judges, console);
                               });
    list->add_option("--judges", *file, "Judges file; default: the demo's judge and published ones that are found");
    auto* check = table.command(group, "check", "Load every judge of a judges file and say what does not fit",
                                [file](ConsoleContext& console) {
                                    std::vector<JudgeFacts> judges;
                                    for (const auto& entry : readJudgesFile(*file))
                                        judges.push_back(checkedJudge(entry));
                                    print(judges, console);
                                });
    check->add_option("file", *file, "Judges file")->required();
    auto* make =
        table.command(group, "new", "Write a judges file with the judges that are found and every kind as example",
                      [file](ConsoleContext& console) {
                          const auto found = foundJudges();
                          writeNewFile(*file, judgesFileTemplate(found));
                          console.print(*file);
                          console.result({{"file", *file}, {"judges", found.size()}});
                      });
    make->add_option("file", *file, "Judges file to write (.toml)")->required();
}

}  // namespace recap::cli
