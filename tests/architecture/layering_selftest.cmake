# SPDX-License-Identifier: GPL-3.0-or-later
# Plants one offence of every kind in a scratch tree; layering.cmake must find each, and nothing in the tree without them.
#        cmake -DSCRIPT=<layering.cmake> -DSCRATCH=<folder> -P layering_selftest.cmake
cmake_minimum_required(VERSION 3.25)
set(spdx "// SPDX-License-Identifier: GPL-3.0-or-later\n")

function(check tree out)
  execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${tree} -P ${SCRIPT} RESULT_VARIABLE status ERROR_VARIABLE said
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
  file(WRITE ${tree}/core/workflow/job.h "${spdx}#pragma once\n#include \"train/train_options.h\"\n")
  file(WRITE ${tree}/core/workflow/job.cpp "${spdx}#include \"nn/attention.h\"\n#include <torch/torch.h>\n")
  file(WRITE ${tree}/core/workflow/parts_internal.h "${spdx}#pragma once\n#include <torch/torch.h>\n")
  file(WRITE ${tree}/core/workflow/parts.cpp "${spdx}#include \"workflow/parts_internal.h\"\n")
  file(WRITE ${tree}/gui/dataset/view.cpp "${spdx}#include \"workflow/job.h\"\n#include <QWidget>\n")
  file(WRITE ${tree}/app/cli/main.cpp "${spdx}#include \"workflow/job.h\"\n")
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
  "core/workflow/bad.h|#include <ATen/core/Tensor.h>|headers of workflow do not know torch"
  "core/workflow/bad.h|#include \"nn/attention.h\"|reaches torch"
  "core/image/bad.h|#include <opencv2/core.hpp>|OpenCV stays in the sources"
  "core/metrics/bad.cpp|#include <opencv2/core.hpp>|OpenCV stays in the sources"
  "core/workflow/bad.cpp|#include <SQLiteCpp/SQLiteCpp.h>|one door"
  "core/workflow/bad.h|#include \"workflow/parts_internal.h\"|for the sources of its own folder"
  "core/train/bad.cpp|#include \"models/parts_internal.h\"|for the sources of its own folder"
  "gui/shell/bad.cpp|#include \"workflow/parts_internal.h\"|for the sources of its own folder"
  "core/surprise/bad.cpp|#include <vector>|has no rule"
  "core/base/bad.cpp|#include \"error.h\"|write the folder too"
  "gui/shell/bad.cpp|#include \"core/base/error.h\"|write the path below core"
  "core/base/bad.cpp|#include \"gui/shell/theme.h\"|the core may not include"
  "gui/shell/bad.cpp|#include <torch/torch.h>|only the core knows this library"
  "gui/shell/bad.cpp|#include \"nn/attention.h\"|gui may not include nn"
  "gui/dataset/bad.cpp|#include \"gui/compare/view.h\"|may not include the workspace compare"
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
