// SPDX-License-Identifier: GPL-3.0-or-later
//
// Networks that are published as TorchScript archives (torch.jit.save). Such an archive is a program: operators of
// torch, in a language of its own, which torch's interpreter runs; it knows no Python and unpickles nothing but tensors
// and objects of the archive's own classes. Of torch's operators two touch files (save, from_file); an archive that
// names them, operators of extensions, classes of extensions, or methods that run while it is loaded (__setstate__) is
// refused before anything of it runs. What is left computes; it is not walled off as another process would be, so
// archives should come from those whose programs one would run too.
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

class ScriptedNetwork {
public:
    // On the device, in evaluation mode. Throws Error(FileNotFound), Error(BadFormat) for what is no such archive, is
    // damaged, or does what is said above.
    explicit ScriptedNetwork(const std::filesystem::path& file, const torch::Device& device = torch::kCPU);
    ~ScriptedNetwork();
    ScriptedNetwork(ScriptedNetwork&&) noexcept;

    bool hasPart(const std::string& name) const;  // a module with a method forward
    bool takes(std::string_view argument) const;  // an argument of that name of its own forward
    // forward(x), with these arguments True. Throws Error(BadFormat) with torch's words when it stops, or returns
    // something else than a tensor; c10::OutOfMemoryError passes through.
    torch::Tensor forward(const torch::Tensor& x, const std::vector<std::string>& flags = {});
    // The same of a part.
    torch::Tensor forwardPart(const std::string& name, const torch::Tensor& x);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// The word for which such a program is refused: "save", "ops.mine" ...; empty: there is none. `code`: TorchScript.
std::string refusedWord(std::string_view code);

}  // namespace recap
