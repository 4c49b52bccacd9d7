// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace recap {
class Project;
}

namespace recap::gui {

class Shell;

// Stores the captions of recaptioning shards, as a job: those in the project's folder, or when there are none, those of
// a folder that is asked for. At its end a message says what was stored and, folded, what was not and why.
void startMerge(Shell& shell, const std::shared_ptr<Project>& project);

}  // namespace recap::gui
