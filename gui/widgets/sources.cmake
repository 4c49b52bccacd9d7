# SPDX-License-Identifier: GPL-3.0-or-later
foreach(name card chart_curve chart_lines chart_panel empty_state header_bar image_loading image_view key_button option_help option_names options_form
  thumbnail_cache thumbnail_store query_text view_keys)
  list(APPEND RECAP_GUI_SOURCES widgets/${name}.cpp widgets/${name}.h)
endforeach()
list(APPEND RECAP_GUI_SOURCES widgets/chart_swatch.cpp)
