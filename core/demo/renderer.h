// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/scene.h"
#include "image/image_buffer.h"

#include <filesystem>
#include <memory>
#include <string>

namespace recap::demo {

// Draws scenes from cut-outs with transparency. Thread-safe after construction.
class SceneRenderer {
public:
    // Takes the cut-outs of Debian's tuxpaint-stamps-default from `stamps`; when one is missing, every class is drawn
    // as a simple shape instead, so that the demo works everywhere. RECAP_STAMPS overrides the default folder.
    explicit SceneRenderer(const std::filesystem::path& stamps = defaultStampsDirectory());
    ~SceneRenderer();
    SceneRenderer(const SceneRenderer&) = delete;
    SceneRenderer& operator=(const SceneRenderer&) = delete;

    static std::filesystem::path defaultStampsDirectory();

    bool usesStamps() const;           // false: the drawn shapes
    std::string missingStamp() const;  // the first file that was not there, or empty

    // RGB, side x side. The same scene at another size shows the same picture.
    ImageBuffer render(const Scene& scene, int side) const;

private:
    struct Cutouts;
    std::unique_ptr<Cutouts> cutouts_;
};

}  // namespace recap::demo
