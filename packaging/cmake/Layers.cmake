# SPDX-License-Identifier: GPL-3.0-or-later
# Who may include whom: one row a folder, bottom to top. A row may name rows above it only, so nothing runs up. The
# libraries are linked by these rows (RecapTargets.cmake) and the includes are checked against them
# (tests/architecture/layering.cmake), which also finds a permission that no include uses.
set(layers "")
macro(layer folder)  # layer(<folder> <folders that it may include> ...)
  foreach(below ${ARGN})
    if(NOT below IN_LIST layers)
      message(FATAL_ERROR "Layers.cmake: ${folder} may not include ${below}, which does not stand below it")
    endif()
  endforeach()
  list(APPEND layers ${folder})
  set(layer_${folder} ${ARGN})
endmacro()

# ---- core: each folder is one library --------------------------------------------------------------------------------
layer(base)
layer(jobs base)
layer(image base)
layer(rating base)
layer(remote base)
layer(web base)
layer(text base)
layer(data base jobs image text)
layer(tensor_io base image)
layer(nn base)
layer(models base tensor_io nn)
layer(metrics base image text tensor_io models)
layer(diffusion base text tensor_io nn models)
layer(caption base image text tensor_io models)
layer(train base jobs tensor_io nn models diffusion)
layer(bench base jobs image tensor_io nn models metrics diffusion caption train)
layer(demo base image tensor_io nn)

# ---- core/workflow: operations that a person starts; each room is one library -----------------------------------------
layer(workflow/project base data)
layer(workflow/models base jobs tensor_io nn models diffusion workflow/project)
layer(workflow/runs base jobs data train workflow/project)
layer(workflow/results base data metrics workflow/project)
layer(workflow/prompts base jobs data tensor_io metrics)
layer(workflow/dataset base jobs image rating text data metrics train workflow/project)
layer(workflow/report base image text data workflow/runs workflow/results workflow/dataset)
layer(workflow/rating base image rating data metrics workflow/project workflow/runs workflow/report)
layer(workflow/serving base jobs web workflow/project workflow/rating)
layer(workflow/captioning base jobs image rating remote text data tensor_io nn models metrics caption train
    workflow/project workflow/runs workflow/dataset)
layer(workflow/judging base jobs image rating remote text data tensor_io nn models metrics train demo workflow/project
    workflow/models workflow/runs workflow/results workflow/report workflow/captioning)
layer(workflow/pretrain base jobs image text tensor_io models metrics diffusion caption train demo workflow/project)
layer(workflow/sampling base jobs image tensor_io metrics diffusion train workflow/project workflow/runs)
layer(workflow/training base jobs image text data tensor_io nn models diffusion train workflow/project workflow/models
    workflow/runs workflow/sampling)
layer(workflow/queue base jobs data workflow/project workflow/runs workflow/judging workflow/captioning
    workflow/sampling workflow/training)
layer(workflow/study base jobs image rating data caption demo workflow/project workflow/runs workflow/results workflow/dataset
    workflow/report workflow/judging workflow/captioning workflow/sampling workflow/training)
layer(workflow/upkeep base jobs image data tensor_io metrics bench workflow/project workflow/models workflow/dataset
    workflow/captioning workflow/training)

# ---- the window ------------------------------------------------------------------------------------------------------
layer(gui/base base jobs)
layer(gui/widgets base image data workflow/runs workflow/captioning gui/base)
layer(gui/jobs jobs gui/base gui/widgets)
layer(gui/shell base jobs workflow/project workflow/runs workflow/queue gui/base gui/widgets gui/jobs)
layer(gui/import data workflow/dataset gui/base gui/widgets gui/jobs gui/shell)
layer(gui/study workflow/project workflow/results workflow/study gui/base gui/widgets gui/jobs gui/shell)
layer(gui/dataset base text data workflow/project workflow/dataset workflow/report workflow/captioning workflow/training
    gui/base gui/widgets gui/jobs gui/shell gui/import)
layer(gui/judging base workflow/results workflow/prompts workflow/judging gui/base gui/widgets gui/jobs)
layer(gui/training base jobs data workflow/project workflow/runs workflow/results workflow/prompts workflow/judging
    workflow/captioning workflow/sampling workflow/training workflow/queue gui/base gui/widgets gui/jobs gui/shell
    gui/judging)
layer(gui/compare base data workflow/project workflow/runs workflow/results workflow/judging workflow/sampling
    gui/base gui/widgets gui/jobs gui/shell gui/judging)
layer(gui/evaluation base rating data workflow/runs workflow/rating gui/base gui/widgets gui/shell)
layer(gui/window base jobs workflow/project gui/base gui/widgets gui/jobs gui/shell gui/import gui/study gui/dataset
    gui/training gui/compare gui/evaluation)

# ---- programs ----------------------------------------------------------------------------------------------------------
# Of the core, the window and the command line see these folders, and option structs (*_options.h) of all others: values.
set(seen_from_above base jobs image rating text data)
set(layer_app/bench base jobs bench)  # builds on a machine that has LibTorch and nothing else

set(never_torch base jobs image rating remote web text data)  # neither headers nor sources
set(opencv_sources image demo)                       # .cpp files only
set(sqlite_folders data)
