// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace recap::gui {

// What a job or a stage of a study is doing (Progress::stage, StudyStage::title), in the language of the window. Names
// of runs and of caption sources within it stay as they are, and what is unknown is returned unchanged.
QString stageText(const QString& stage);

}  // namespace recap::gui
