# SPDX-License-Identifier: GPL-3.0-or-later
# Helpers that keep each folder's build file a list.

# One precompiled torch header for all targets that see torch: half a minute once, ten seconds saved a file. Only what nearly
# every file needs: all of <torch/torch.h> would cost each file two seconds more of templates that it never uses.
set(_pch_source ${CMAKE_BINARY_DIR}/torch_pch.cpp)
if(NOT EXISTS ${_pch_source})
  file(WRITE ${_pch_source} "// Carries the precompiled torch header.\n")
endif()
add_library(recap_torch_pch STATIC ${_pch_source})
target_link_libraries(recap_torch_pch PUBLIC recap::torch recap_warnings)
target_precompile_headers(recap_torch_pch PRIVATE <torch/types.h> <torch/utils.h> <torch/nn/module.h> <torch/nn/pimpl.h>)

include(Layers)

# The library of a folder: core/workflow/runs is recap_workflow_runs, gui/base is recap_gui_base.
function(recap_layer_target folder out)
  string(REPLACE "/" "_" name ${folder})
  set(${out} recap_${name} PARENT_SCOPE)
endfunction()

# Links a folder's library with those that its row in Layers.cmake names.
function(recap_link_layers target folder)
  foreach(below IN LISTS layer_${folder})
    recap_layer_target(${below} library)
    target_link_libraries(${target} PUBLIC ${library})
  endforeach()
endfunction()

# recap_core_library(<folder> [TORCH] [SOURCES a.cpp ...] [LINK lib ...])
# TORCH: sources may include torch; the precompiled header is reused. LINK: private third-party libraries. Without SOURCES
# every source of the folder belongs to it: a new file needs no entry.
function(recap_core_library folder)
  cmake_parse_arguments(arg "TORCH" "" "SOURCES;LINK;PUBLIC_LINK" ${ARGN})
  if(NOT arg_SOURCES)
    file(GLOB arg_SOURCES CONFIGURE_DEPENDS *.cpp)
  endif()
  recap_layer_target(${folder} target)
  add_library(${target} STATIC ${arg_SOURCES})
  set_target_properties(${target} PROPERTIES AUTOMOC OFF FOLDER core)
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR}/core)
  recap_link_layers(${target} ${folder})
  target_link_libraries(${target} PUBLIC ${arg_PUBLIC_LINK} PRIVATE recap_warnings ${arg_LINK})
  if(arg_TORCH)
    target_link_libraries(${target} PRIVATE recap::torch)
    target_precompile_headers(${target} REUSE_FROM recap_torch_pch)
  endif()
endfunction()

set(RECAP_QT_DEFINITIONS QT_NO_KEYWORDS QT_NO_CONTEXTLESS_CONNECT QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII
  QT_DISABLE_DEPRECATED_BEFORE=0x060400)

# recap_test(<ctest name> [TORCH] [GUI] SOURCES a.cpp ... LINK recap_base ... [LABELS fast|torch|gui|slow])
# One binary with one or more test classes; see tests/support/test_main.h. A compute-only build has no QtTest: there
# tests/support/plain stands in for it, and GUI tests are not added.
function(recap_test name)
  cmake_parse_arguments(arg "TORCH;GUI" "" "SOURCES;LINK;LABELS" ${ARGN})
  string(REPLACE "." "_" target test_${name})
  add_executable(${target} ${arg_SOURCES})
  set_target_properties(${target} PROPERTIES FOLDER tests)
  target_link_libraries(${target} PRIVATE ${arg_LINK} recap_test_support recap_warnings)
  if(RECAP_COMPUTE_ONLY)
    recap_list_slots(${target} ${arg_SOURCES})
    target_compile_options(${target} PRIVATE -fPIC)  # as Qt asks for otherwise; the precompiled header wants one kind
  else()
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    target_link_libraries(${target} PRIVATE Qt6::Test)
    if(NOT arg_TORCH)  # the precompiled header of torch has to come first
      target_compile_options(${target} PRIVATE "SHELL:-include ${CMAKE_SOURCE_DIR}/tests/support/patience.h")
      # What a test checks is in the libraries; its own code is compiled more often than it runs.
      target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
    endif()
  endif()
  if(arg_TORCH)
    # PRIVATE torch of the libraries is a link dependency already; here the headers are needed too.
    target_link_libraries(${target} PRIVATE recap::torch)
    target_compile_definitions(${target} PRIVATE QT_NO_KEYWORDS)  # torch uses "slots" and "emit" as names
  endif()
  add_test(NAME ${name} COMMAND ${target})
  # Limits for what hangs, not for what is slow: the suite passes beside other work too.
  set_tests_properties(${name} PROPERTIES TIMEOUT 1800 LABELS "${arg_LABELS}"
    ENVIRONMENT "QTEST_FUNCTION_TIMEOUT=1700000;QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;OMP_NUM_THREADS=1;OMP_WAIT_POLICY=PASSIVE;RECAP_RESOURCES=${CMAKE_SOURCE_DIR}/resources;RECAP_SOURCE_DIR=${CMAKE_SOURCE_DIR};RECAP_BIN_DIR=${CMAKE_BINARY_DIR}/bin")
endfunction()
