# SPDX-License-Identifier: GPL-3.0-or-later
list(APPEND RECAP_GUI_SOURCES
  compare/compare_presenter.cpp compare/compare_presenter.h compare/compare_presenter_metrics.cpp
  compare/compare_viewer.cpp compare/compare_viewer.h
  compare/compare_workspace.cpp compare/compare_workspace.h
  compare/draw_samples_page.cpp compare/draw_samples_page.h
  compare/image_stage.cpp compare/image_stage.h
  compare/interval_chart.cpp compare/interval_chart.h
  compare/matrix_view.cpp compare/matrix_view.h
  compare/metrics_model.cpp compare/metrics_model.h
  compare/metrics_panel.cpp compare/metrics_panel.h
  compare/metrics_table.cpp compare/metrics_table.h
  compare/sample_matrix.cpp compare/sample_matrix.h)
