# SPDX-License-Identifier: GPL-3.0-or-later
foreach(name bulk_change_model bulk_edit_dialog caption_card caption_html dataset_actions dataset_presenter dataset_store dataset_workspace detail_pane facets_panel filter_bar filter_completer
    grid_delegate image_grid_model status_mark)
  list(APPEND RECAP_GUI_SOURCES dataset/${name}.cpp dataset/${name}.h)
endforeach()
