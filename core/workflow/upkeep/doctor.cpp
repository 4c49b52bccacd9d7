// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/upkeep/doctor.h"

#include "base/error.h"
#include "base/module.h"
#include "base/paths.h"
#include "data/parquet.h"
#include "image/parquet_pictures.h"
#include "metrics/onnx_detector.h"
#include "metrics/onnx_module.h"
#include "workflow/models/model_zoo.h"

#include <ATen/Version.h>
#include <torch/cuda.h>
#include <torch/types.h>
#include <torch/version.h>

#include <unistd.h>

#include <algorithm>
#include <thread>

namespace recap {
namespace {

std::int64_t physicalMemory() {
    return static_cast<std::int64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::int64_t>(sysconf(_SC_PAGE_SIZE));
}

std::string gibibytes(std::int64_t bytes) {
    return std::to_string(bytes >> 30) + " GiB of memory";
}

std::vector<DeviceInfo> findDevices() {
    const std::int64_t memory = physicalMemory();
    std::vector<DeviceInfo> devices{{"cpu",
                                     std::to_string(std::thread::hardware_concurrency()) + " cores, " +
                                         at::get_cpu_capability() + ", " + gibibytes(memory),
                                     memory}};
    if (!torch::cuda::is_available()) return devices;
    const int count = static_cast<int>(torch::cuda::device_count());
    for (int i = 0; i < count; ++i) {
        DeviceInfo device;
        device.name = std::string("cuda:").append(std::to_string(i));
        device.description = "CUDA device";
        devices.push_back(device);
    }
    return devices;
}

std::vector<ResourceInfo> findFiles() {
    struct Wanted {
        const char *name, *path, *use;
    };
    static constexpr Wanted kWanted[] = {
        {"CLIP vocabulary", "vocab/clip/vocab.json", "counting tokens, training and sampling"},
        {"CLIP merges", "vocab/clip/merges.txt", "counting tokens, training and sampling"},
        {"BERT vocabulary", "vocab/bert/vocab.txt", "BLIP captioners without a vocabulary of their own"},
        {"demo judge", "demo/judge", "the demo, and metrics of prompts like its own"},
        {"demo CLIP", "demo/clip", "CLIPScores in the demo's project"},
        {"demo base model", "demo/base", "the demo"},
        {"demo captioner", "demo/captioner", "the demo"},
        {"demo card", "demo/card.json", "how the demo's weights were made"},
    };
    std::filesystem::path root;
    try {
        root = resourceDirectory();
    } catch (const Error&) {
        root.clear();  // an installation without resources: everything below is missing
    }
    std::vector<ResourceInfo> files;
    for (const auto& wanted : kWanted) {
        const auto path = root / wanted.path;
        std::error_code error;
        files.push_back(
            {wanted.name, path.string(), wanted.use, !root.empty() && std::filesystem::exists(path, error), {}, {}});
    }
    const std::filesystem::path stamps = "/usr/share/tuxpaint/stamps";
    files.push_back({"tuxpaint-stamps-default",
                     stamps.string(),
                     "pictures of the demo's scenes; drawn shapes stand in for them",
                     std::filesystem::exists(stamps),
                     {},
                     {}});
    return files;
}

// Found: built and loadable, with the library that it needs.
void addModules(std::vector<ResourceInfo>& files) {
    files.push_back(
        {"Parquet module", modulePath(kParquetModuleFile).string(), "Parquet files", parquetAvailable(), {}, {}});
    files.push_back(
        {"ONNX module", modulePath(kOnnxModuleFile).string(), "detectors in ONNX files", onnxAvailable(), {}, {}});
}

std::string integrityOf(const ZooModel& model, const std::filesystem::path& folder) {
    const bool known =
        std::any_of(model.files.begin(), model.files.end(), [](const auto& f) { return !f.sha256.empty(); });
    if (!known) return "no published sum is known";
    std::string text;
    for (const auto& problem : verifyModel(model, folder)) text += (text.empty() ? "" : " ") + problem;
    return text.empty() ? "as published" : text;
}

void addPublishedModels(std::vector<ResourceInfo>& files, bool verify) {
    std::vector<ZooModel> models;
    try {
        models = readZoo(resourceDirectory() / "zoo.json");
    } catch (const Error& problem) {
        files.push_back({"zoo.json", {}, problem.what(), false, {}, {}});
        return;
    }
    for (const auto& model : models) {
        const auto folder = findModel(model);
        const bool found = !folder.empty();
        const auto path = usablePath(model, found ? folder : modelFolders(model).front());
        files.push_back({model.name, path.string(), model.use, found, model.licence,
                         found && verify ? integrityOf(model, folder) : std::string()});
    }
}

}  // namespace

DoctorReport examineMachine(bool verify) {
    DoctorReport report{RECAP_VERSION,        TORCH_VERSION, RECAP_QT_VERSION, RECAP_OPENCV_VERSION,
                        RECAP_SQLITE_VERSION, findDevices(), findFiles()};
    addModules(report.files);
    addPublishedModels(report.files, verify);
    return report;
}

}  // namespace recap
