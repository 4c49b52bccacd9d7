// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/option_help.h"

#include <QCoreApplication>

namespace recap::gui {

QString optionHelp(const std::string& help) {
    return QCoreApplication::translate("OptionHelp", help.c_str());
}

}  // namespace recap::gui
