// SPDX-License-Identifier: GPL-3.0-or-later
//
// recap-bench KIND [--reference PYTHON] [--quick] [--pairs N] [--seconds S] [--threads N] [--json]: the benchmarks of
// `recap bench` as a program of their own, which needs LibTorch and nothing else of what the workbench needs.
#include "base/error.h"
#include "base/log.h"
#include "base/paths.h"
#include "bench/bench.h"

#include <cstdio>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace recap;

constexpr int kDone = 0, kFailed = 1, kWrongUsage = 2;

struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Says on standard error what is measured, and its messages.
class PlainContext final : public JobContext {
public:
    void report(Progress progress) override {
        if (progress.stage == stage_) return;
        stage_ = progress.stage;
        std::cerr << "measuring: " << stage_ << std::endl;
    }
    void emitEvent(Event event) override {
        if (const auto* message = std::get_if<MessageEvent>(&event)) std::cerr << message->text << std::endl;
    }
    RunControl& control() override { return control_; }

private:
    RunControl control_;
    std::string stage_;
};

std::string usage() {
    std::string text = "usage: recap-bench";
    for (const auto& kind : benchKinds()) text += (kind == benchKinds().front() ? " " : "|") + kind;
    text += " [--json]";
    for (const auto& field : listFields(BenchOptions{}))
        text += " [--" + field.name + (field.type == "bool" ? "]" : " " + field.type + "]");
    return text;
}

Json valueOf(const FieldDescription& field, const std::string& text) {
    try {
        if (field.type == "int") return std::stoll(text);
        if (field.type == "number") return std::stod(text);
    } catch (const std::exception&) {
        throw UsageError("--" + field.name + " needs a number, not '" + text + "'.");
    }
    return text;
}

// The words after the kind as options; --json is taken out of them.
BenchOptions optionsFrom(const std::vector<std::string>& words, bool& json) {
    const auto fields = listFields(BenchOptions{});
    Json given = Json::object();
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--json") {
            json = true;
            continue;
        }
        const FieldDescription* field = nullptr;
        for (const auto& candidate : fields)
            if (words[i] == "--" + candidate.name) field = &candidate;
        if (field == nullptr) throw UsageError("'" + words[i] + "' was not expected.");
        const bool isFlag = field->type == "bool";
        if (!isFlag && i + 1 == words.size()) throw UsageError(words[i] + " needs a value.");
        given[field->name] = isFlag ? Json(true) : valueOf(*field, words[++i]);
    }
    BenchOptions options;
    optionsFromJson(given, options, "the command line");
    for (const auto& problem : validate(options))
        throw UsageError("--" + problem.field + " " + problem.message.english() + ".");
    return options;
}

// The word that makes this program draw one picture, for the start-up row.
constexpr const char* kDraw = "draw";

void draw(const std::vector<std::string>& words) {
    if (words.size() != 4) throw UsageError("draw needs a model folder, a prompt, steps and threads.");
    drawOnce(words[0], words[1], std::stoi(words[2]), std::stoi(words[3]), [](int done, int total) {
        std::cout << toJsonLine({{"event", "progress"}, {"stage", "denoise"}, {"done", done}, {"total", total}})
                  << std::endl;
    });
}

void bench(const std::string& kind, const std::vector<std::string>& words) {
    bool json = false;
    BenchRequest request;
    request.kind = kind;
    request.options = optionsFrom(words, json);
    request.draw_command = [&](const BenchDrawing& drawing) -> std::vector<std::string> {
        return {(executableDirectory() / "recap-bench").string(),
                kDraw,
                drawing.model.string(),
                drawing.prompt,
                std::to_string(drawing.steps),
                std::to_string(drawing.threads)};
    };
    PlainContext context;
    Json rows = Json::array();
    runBench(request, context, [&](const BenchRow& row) {
        rows.push_back(toJson(row));
        if (!json) std::cout << toText(row) << std::endl;
    });
    if (json) std::cout << toJsonLine({{"event", "result"}, {"rows", rows}}) << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    setLogLevel(LogLevel::Warning);
    try {
        if (words.empty() || words.front() == "--help") throw UsageError(usage());
        const std::vector<std::string> rest(words.begin() + 1, words.end());
        if (words.front() == kDraw)
            draw(rest);
        else
            bench(words.front(), rest);
        return kDone;
    } catch (const UsageError& e) {
        std::cerr << e.what() << std::endl;
        return words.empty() || words.front() != "--help" ? kWrongUsage : kDone;
    } catch (const Error& e) {
        std::cerr << e.what() << std::endl;
        return e.code() == ErrorCode::InvalidOption ? kWrongUsage : kFailed;
    } catch (const std::exception& e) {
        std::cerr << e.what() << std::endl;
        return kFailed;
    }
}
