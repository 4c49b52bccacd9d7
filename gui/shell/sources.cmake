# SPDX-License-Identifier: GPL-3.0-or-later
foreach(name background banner_stack command_palette error_text import_action import_form job_controller job_service job_strip log_dock main_window
    new_project_dialog project_dialogs project_session prompter rail rate_meter screenshots settings shell shortcut_sheet stage_names start_page study_graph study_page
    study_presenter theme themed_icon workspace)
  list(APPEND RECAP_GUI_SOURCES shell/${name}.cpp shell/${name}.h)
endforeach()
list(APPEND RECAP_GUI_SOURCES shell/main_window_close.cpp shell/main_window_messages.cpp shell/qt_texts.cpp)
