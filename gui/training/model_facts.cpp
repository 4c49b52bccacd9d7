// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/model_facts.h"

#include "base/json.h"

#include <algorithm>
#include <exception>
#include <filesystem>

namespace recap::gui {

int nativeResolution(const QString& folder) {
    const std::filesystem::path root = folder.toStdString();
    try {
        const Json unet = readJsonFile(root / "unet" / "config.json");
        const Json vae = readJsonFile(root / "vae" / "config.json");
        const int halvings = static_cast<int>(vae.at("block_out_channels").size()) - 1;
        return unet.at("sample_size").get<int>() << std::clamp(halvings, 0, 8);
    } catch (const std::exception&) {
        // Another layout, or no model at all: the check of the form says so where it matters.
        return 0;
    }
}

}  // namespace recap::gui
