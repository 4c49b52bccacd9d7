# SPDX-License-Identifier: GPL-3.0-or-later
list(APPEND RECAP_GUI_SOURCES
  training/curve.cpp training/curve.h
  training/curve_store.cpp training/curve_store.h
  training/model_facts.cpp training/model_facts.h
  training/new_run.cpp training/new_run.h
  training/new_run_options.h training/new_run_preflight.cpp training/run_choices.cpp
  training/new_run_page.cpp training/new_run_page.h
  training/new_run_presets.cpp training/new_run_presenter.cpp training/new_run_presenter.h
  training/run_card_delegate.cpp training/run_card_delegate.h
  training/run_detail.cpp training/run_detail.h
  training/run_list_model.cpp training/run_list_model.h
  training/run_facts.cpp training/run_facts.h
  training/run_queue.cpp training/run_queue.h
  training/queue_bar.cpp training/queue_bar.h
  training/sample_strip.cpp training/sample_strip.h
  training/stat_tile.cpp training/stat_tile.h
  training/training_presenter.cpp training/training_presenter.h training/training_presenter_jobs.cpp
  training/training_presenter_remote.cpp training/run_log.cpp training/run_log.h
  training/training_workspace.cpp training/training_workspace.h training/training_workspace_form.cpp
  widgets/run_series.cpp widgets/run_series.h)
