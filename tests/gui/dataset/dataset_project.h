// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "support/temp_dir.h"

#include <memory>
#include <vector>

namespace recap {
class Project;
}

namespace recap::testing {

// A project of `count` pictures, each with alttext, recap_short and recap_long; every third one has a human caption
// too. Picture i is a square of its own colour; its short caption is "a photo of thing<i>".
struct DatasetProject {
    explicit DatasetProject(int count);
    ~DatasetProject();

    TempDir dir;
    std::shared_ptr<Project> project;
    std::vector<ImageId> images;
};

}  // namespace recap::testing
