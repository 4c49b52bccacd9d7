// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scripted_network.h"

#include "base/error.h"

#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/serialization/import.h>

#include <algorithm>
#include <cctype>

namespace recap {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostCode = std::size_t{16} << 20;  // bytes of program in one archive
constexpr std::size_t kMostWords = 300;
// Words that no network needs; each is a whole word of the program.
constexpr std::string_view kRefused[] = {"save", "from_file", "__setstate__"};
constexpr std::string_view kExtensionClasses = "torch.classes", kOperators = "ops.";
constexpr std::string_view kOwnOperators[] = {"aten", "prim"};

bool isLetter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::string_view wordAt(std::string_view code, std::size_t at) {
    auto end = at;
    while (end < code.size() && isLetter(code[end])) ++end;
    return code.substr(at, end - at);
}

std::string firstLine(const char* words) {
    std::string line(words);
    return line.substr(0, std::min(line.find('\n'), kMostWords));
}

Error notScripted(const fs::path& file) {
    return Error(ErrorCode::BadFormat, message("%1 is not a TorchScript archive (torch.jit.save).", file));
}

// Reads the program without running it.
void requireHarmless(const fs::path& file) {
    std::size_t total = 0, programs = 0;
    std::string refused;
    try {
        caffe2::serialize::PyTorchStreamReader reader(file.string());
        for (const auto& name : reader.getAllRecords()) {
            if (!name.starts_with("code/") || !name.ends_with(".py")) continue;
            ++programs;
            total += reader.getRecordSize(name);
            if (total > kMostCode) break;
            const auto [data, size] = reader.getRecord(name);
            if (refused.empty()) refused = refusedWord({static_cast<const char*>(data.get()), size});
        }
    } catch (const c10::Error&) {
        throw notScripted(file);
    }
    if (programs == 0) throw notScripted(file);
    if (total > kMostCode)
        throw Error(ErrorCode::BadFormat, message("The program in %1 is larger than any network's.", file));
    if (!refused.empty())
        throw Error(ErrorCode::BadFormat,
                    message("The program in %1 says '%2', which a network that only computes has no need of; it is not "
                            "run.",
                            file, refused));
}

}  // namespace

struct ScriptedNetwork::State {
    fs::path file;
    torch::jit::Module module;

    static bool runs(const torch::jit::Module& module) { return module.find_method("forward").has_value(); }
    bool has(const std::string& part) const {
        return module.hasattr(part) && module.attr(part).isModule() && runs(module.attr(part).toModule());
    }

    torch::Tensor call(torch::jit::Module& of, const torch::Tensor& x, const torch::jit::Kwargs& flags) const {
        c10::IValue out;
        try {
            out = of.forward({x}, flags);
        } catch (const c10::OutOfMemoryError&) {
            throw;
        } catch (const std::exception& e) {
            // The interpreter says everything in an exception of its own.
            if (std::string_view(e.what()).find("out of memory") != std::string_view::npos)
                TORCH_CHECK_WITH(OutOfMemoryError, false, "the interpreter ran out of memory");
            throw Error(ErrorCode::BadFormat,
                        message("The program in %1 stopped: %2.", file, verbatim(firstLine(e.what()))));
        }
        if (!out.isTensor()) throw Error(ErrorCode::BadFormat, message("The program in %1 returns no tensor.", file));
        return out.toTensor();
    }
};

ScriptedNetwork::ScriptedNetwork(const fs::path& file, const torch::Device& device)
    : state_(std::make_unique<State>()) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) throw Error(ErrorCode::FileNotFound, message("There is no file %1.", file));
    requireHarmless(file);
    state_->file = file;
    try {
        state_->module = torch::jit::load(file.string(), device);
        state_->module.eval();
    } catch (const std::exception& e) {
        throw Error(ErrorCode::BadFormat, message("%1 cannot be loaded: %2.", file, verbatim(firstLine(e.what()))));
    }
    if (!State::runs(state_->module))
        throw Error(ErrorCode::BadFormat, message("The program in %1 has no method 'forward'.", file));
}

ScriptedNetwork::~ScriptedNetwork() = default;
ScriptedNetwork::ScriptedNetwork(ScriptedNetwork&&) noexcept = default;

bool ScriptedNetwork::hasPart(const std::string& name) const {
    return state_->has(name);
}

bool ScriptedNetwork::takes(std::string_view argument) const {
    const auto& arguments = state_->module.get_method("forward").function().getSchema().arguments();
    return std::any_of(arguments.begin(), arguments.end(), [&](const auto& one) { return one.name() == argument; });
}

torch::Tensor ScriptedNetwork::forward(const torch::Tensor& x, const std::vector<std::string>& flags) {
    torch::jit::Kwargs arguments;
    for (const auto& flag : flags) arguments[flag] = true;
    return state_->call(state_->module, x, arguments);
}

torch::Tensor ScriptedNetwork::forwardPart(const std::string& name, const torch::Tensor& x) {
    auto part = state_->module.attr(name).toModule();
    return state_->call(part, x, {});
}

std::string refusedWord(std::string_view code) {
    for (std::size_t at = 0; at < code.size(); ++at) {
        if (!isLetter(code[at]) || (at > 0 && isLetter(code[at - 1]))) continue;
        const auto word = wordAt(code, at);
        if (std::find(std::begin(kRefused), std::end(kRefused), word) != std::end(kRefused)) return std::string(word);
        if (code.substr(at).starts_with(kExtensionClasses)) return std::string(kExtensionClasses);
        if (!code.substr(at).starts_with(kOperators) || (at > 0 && code[at - 1] == '.')) continue;
        const auto owner = wordAt(code, at + kOperators.size());
        if (std::find(std::begin(kOwnOperators), std::end(kOwnOperators), owner) == std::end(kOwnOperators))
            return std::string(kOperators).append(owner);
    }
    return {};
}

}  // namespace recap
