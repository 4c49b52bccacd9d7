// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/runs/run_provenance.h"

#include "base/hash.h"

#include <ATen/Version.h>
#include <torch/version.h>

namespace fs = std::filesystem;

namespace recap {
namespace {

fs::path settled(const fs::path& path) {
    std::error_code error;
    const auto out = fs::weakly_canonical(path, error);
    return error ? path : out;
}

}  // namespace

std::optional<BranchPoint> branchPoint(Project& project, RunKind kind, const std::string& model) {
    if (model.empty()) return std::nullopt;
    const fs::path wanted = settled(model);
    for (const auto& run : project.runs().list(kind))
        for (const auto& checkpoint : project.checkpoints().list(run.id))
            if (settled(project.resolve(checkpoint.path)) == wanted)
                return BranchPoint{run.id, run.name, checkpoint.step};
    return std::nullopt;
}

void DataDigest::add(const std::string& imageSha256, std::initializer_list<const std::string*> captions) {
    // The lengths keep texts that hold line ends from meaning something else.
    all_.append(imageSha256).append(" ");
    for (const auto* text : captions) all_.append(std::to_string(text->size())).append(":").append(*text);
    all_.append("\n");
}

std::string DataDigest::digits() const {
    return sha256(all_).substr(0, 16);
}

Json runProvenance(std::string_view device, std::string_view data, std::int64_t images) {
    std::string where(device);
    if (where == "cpu") where.append(" (").append(at::get_cpu_capability()).append(")");
    return {
        {"program", RECAP_VERSION}, {"torch", TORCH_VERSION}, {"ran_on", where}, {"data", data}, {"images", images}};
}

std::string recordedData(const RunRecord& run) {
    const auto data = run.provenance.find("data");
    return data != run.provenance.end() && data->is_string() ? data->get<std::string>() : std::string();
}

}  // namespace recap
