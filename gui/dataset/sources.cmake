# SPDX-License-Identifier: GPL-3.0-or-later
foreach(name bulk_change_model bulk_edit_dialog caption_card caption_html crop_preview dataset_actions dataset_presenter
    dataset_store dataset_workspace detail_pane export_dialog facets_panel filter_bar filter_completer grid_delegate
    histogram_card image_grid_model import_dialog import_report_dialog report_page report_presenter status_mark trainer_pane
    trainer_presenter)
  list(APPEND RECAP_GUI_SOURCES dataset/${name}.cpp dataset/${name}.h)
endforeach()
list(APPEND RECAP_GUI_SOURCES dataset/dataset_edits.cpp dataset/dataset_writing.cpp dataset/detail_writing.cpp
  dataset/dataset_workspace_keys.cpp dataset/dataset_workspace_writing.cpp)
