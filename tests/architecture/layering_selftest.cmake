# SPDX-License-Identifier: GPL-3.0-or-later
# Plants one offence of every kind in a scratch tree; layering.cmake must find each, and nothing in the tree without them.
#        cmake -DSCRIPT=<layering.cmake> -DSCRATCH=<folder> -P layering_selftest.cmake
cmake_minimum_required(VERSION 3.25)
set(spdx "// SPDX-License-Identifier: GPL-3.0-or-later\n")

function(check tree out)
  execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${tree} -DPARTIAL_TREE=ON -P ${SCRIPT} RESULT_VARIABLE status ERROR_VARIABLE said
    OUTPUT_VARIABLE ignored)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  set(${out}_status ${status} PARENT_SCOPE)
  set(${out}_said "${said}" PARENT_SCOPE)
endfunction()

# A small tree that keeps every rule.
function(write_good_tree tree)
  file(REMOVE_RECURSE ${tree})
  file(WRITE ${tree}/core/base/error.h "${spdx}#pragma once\n#include <string>\n")
  file(WRITE ${tree}/core/nn/attention.h "${spdx}#pragma once\n#include <torch/torch.h>\n")
  file(WRITE ${tree}/core/image/decode.cpp "${spdx}#include \"base/error.h\"\n#include <opencv2/core.hpp>\n")
  file(WRITE ${tree}/core/data/database.cpp "${spdx}#include <SQLiteCpp/SQLiteCpp.h>\n")
  file(WRITE ${tree}/core/train/train_options.h "${spdx}#pragma once\n#include \"base/error.h\"\n")
  file(WRITE ${tree}/core/workflow/runs/job.h "${spdx}#pragma once\n#include \"train/train_options.h\"\n")
  file(WRITE ${tree}/core/workflow/runs/job.cpp "${spdx}#include \"train/train_options.h\"\n#include <torch/torch.h>\n")
  file(WRITE ${tree}/core/workflow/runs/parts_internal.h "${spdx}#pragma once\n#include <torch/torch.h>\n")
  file(WRITE ${tree}/core/workflow/runs/bad.h "${spdx}#pragma once\n")
  file(WRITE ${tree}/core/workflow/runs/parts.cpp "${spdx}#include \"workflow/runs/parts_internal.h\"\n")
  file(WRITE ${tree}/gui/training/view.cpp "${spdx}#include \"workflow/runs/job.h\"\n#include <QWidget>\n")
  file(WRITE ${tree}/app/cli/main.cpp "${spdx}#include \"workflow/runs/job.h\"\n")
endfunction()

set(tree ${SCRATCH}/tree)
write_good_tree(${tree})
check(${tree} good)
if(NOT good_status EQUAL 0)
  message(FATAL_ERROR "A tree that keeps every rule was refused: ${good_said}")
endif()

# file, the line planted in it, and what must be said
set(plants
  "core/base/bad.cpp|#include \"data/database.h\"|base may not include data"
  "core/rating/bad.cpp|#include \"image/decode.h\"|rating may not include image"
  "core/train/bad.cpp|#include \"data/database.h\"|train may not include data"
  "core/base/bad.h|#include <QString>|does not know Qt"
  "core/text/bad.cpp|#include <torch/torch.h>|text does not know torch"
  "core/workflow/runs/bad.h|#include <ATen/core/Tensor.h>|headers of workflow do not know torch"
  "core/workflow/training/bad.h|#include \"nn/attention.h\"|reaches torch"
  "core/image/bad.h|#include <opencv2/core.hpp>|OpenCV stays in the sources"
  "core/metrics/bad.cpp|#include <opencv2/core.hpp>|OpenCV stays in the sources"
  "core/workflow/runs/bad.cpp|#include <SQLiteCpp/SQLiteCpp.h>|one door"
  "core/workflow/runs/bad.h|#include \"workflow/runs/parts_internal.h\"|for the sources of its own folder"
  "core/train/bad.cpp|#include \"models/parts_internal.h\"|for the sources of its own folder"
  "gui/training/bad.cpp|#include \"workflow/runs/parts_internal.h\"|for the sources of its own folder"
  "core/surprise/bad.cpp|#include <vector>|has no row"
  "core/base/bad.cpp|#include \"error.h\"|write the folder too"
  "gui/shell/bad.cpp|#include \"core/base/error.h\"|write the path below core"
  "core/base/bad.cpp|#include \"gui/shell/theme.h\"|the core may not include"
  "gui/shell/bad.cpp|#include <torch/torch.h>|only the core knows this library"
  "gui/shell/bad.cpp|#include \"nn/attention.h\"|gui may not include nn"
  "core/workflow/runs/bad.cpp|#include \"workflow/training/job.h\"|workflow/runs may not include workflow/training"
  "core/workflow/runs/lonely.cpp|#include <vector>|has no header of its own"
  "core/workflow/surprise/bad.h|#include <vector>|has no row"
  "gui/surprise/bad.h|#include <vector>|has no row"
  "gui/base/bad.h|#include \"gui/widgets/view.h\"|gui/base may not include gui/widgets"
  "gui/evaluation/bad.cpp|#include \"workflow/training/job.h\"|gui/evaluation may not include workflow/training"
  "gui/dataset/bad.cpp|#include \"gui/compare/view.h\"|gui/dataset may not include gui/compare"
  "app/cli/bad.cpp|#include <QString>|does not know Qt"
  "app/cli/bad.cpp|#include \"gui/shell/theme.h\"|does not know the window")
foreach(plant IN LISTS plants)
  string(REPLACE "|" ";" parts "${plant}")
  list(GET parts 0 file)
  list(GET parts 1 line)
  list(GET parts 2 expected)
  write_good_tree(${tree})
  file(WRITE ${tree}/${file} "${spdx}${line}\n")
  check(${tree} bad)
  string(FIND "${bad_said}" "${expected}" said_it)
  string(FIND "${bad_said}" "${file}" named_it)
  if(bad_status EQUAL 0 OR said_it EQUAL -1 OR named_it EQUAL -1)
    message(FATAL_ERROR "'${line}' in ${file} should be refused with '${expected}'; layering.cmake said: ${bad_said}")
  endif()
endforeach()

write_good_tree(${tree})
file(WRITE ${tree}/core/base/bad.cpp "#include <vector>\n")
check(${tree} bad)
if(bad_status EQUAL 0 OR NOT bad_said MATCHES "SPDX")
  message(FATAL_ERROR "A source without the licence line was accepted.")
endif()
file(REMOVE_RECURSE ${tree})
