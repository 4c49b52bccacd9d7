# SPDX-License-Identifier: GPL-3.0-or-later
list(APPEND RECAP_GUI_SOURCES
  evaluation/answer_table.cpp evaluation/answer_table.h
  evaluation/evaluation_presenter.cpp evaluation/evaluation_presenter.h
  evaluation/evaluation_workspace.cpp evaluation/evaluation_workspace.h
  evaluation/outcome_bar.cpp evaluation/outcome_bar.h
  evaluation/rater_presenter.cpp evaluation/rater_presenter.h
  evaluation/rater_view.cpp evaluation/rater_view.h
  evaluation/study_card_delegate.cpp evaluation/study_card_delegate.h
  evaluation/study_detail.cpp evaluation/study_detail.h
  evaluation/study_form.cpp evaluation/study_form.h
  evaluation/study_list_model.cpp evaluation/study_list_model.h)
