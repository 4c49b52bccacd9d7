# SPDX-License-Identifier: GPL-3.0-or-later
list(APPEND RECAP_GUI_SOURCES
  widgets/card.cpp widgets/card.h
  widgets/chart_panel.cpp widgets/chart_panel.h
  widgets/empty_state.cpp widgets/empty_state.h
  widgets/image_loading.cpp widgets/image_loading.h
  widgets/image_view.cpp widgets/image_view.h
  widgets/key_button.cpp widgets/key_button.h
  widgets/options_form.cpp widgets/options_form.h
  widgets/thumbnail_cache.cpp widgets/thumbnail_cache.h)
