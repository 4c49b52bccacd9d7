# SPDX-License-Identifier: GPL-3.0-or-later
list(APPEND RECAP_GUI_SOURCES
  shell/background.cpp shell/background.h
  shell/error_text.cpp shell/error_text.h
  shell/job_controller.cpp shell/job_controller.h
  shell/job_service.cpp shell/job_service.h
  shell/prompter.cpp shell/prompter.h
  shell/settings.cpp shell/settings.h
  shell/shell.cpp shell/shell.h
  shell/theme.cpp shell/theme.h
  shell/themed_icon.cpp shell/themed_icon.h
  shell/workspace.cpp shell/workspace.h)
