# SPDX-License-Identifier: GPL-3.0-or-later
# recap_openvino, OpenVINO's C++ library from its wheel, for the loadable module recap_onnx. Optional: without the wheel
# everything else is built, and ONNX files are refused with a sentence that says what to do.
# Searched: RECAP_OPENVINO_DIR, then .deps/openvino/openvino.
set(RECAP_OPENVINO_DIR "" CACHE PATH "The folder 'openvino' of an openvino wheel (holds include/ and libs/)")

unset(_openvino)
foreach(candidate ${RECAP_OPENVINO_DIR} $ENV{RECAP_OPENVINO_DIR} ${CMAKE_SOURCE_DIR}/.deps/openvino/openvino)
  if(NOT _openvino AND EXISTS ${candidate}/include/openvino/openvino.hpp)
    get_filename_component(_openvino ${candidate} ABSOLUTE)
  endif()
endforeach()
if(NOT _openvino)
  message(STATUS "OpenVINO was not found: ONNX files cannot be used (packaging/setup fetches it)")
  return()
endif()

# The wheel's own CMake files ask for all of its front ends and TBB's headers. Linked is the runtime; it finds the ONNX
# front end and the CPU's plugin beside itself.
file(GLOB _runtime ${_openvino}/libs/libopenvino.so.[0-9]*)
file(GLOB RECAP_OPENVINO_LIBRARIES ${_openvino}/libs/libopenvino.so.[0-9]*
  ${_openvino}/libs/libopenvino_onnx_frontend.so.[0-9]* ${_openvino}/libs/libopenvino_*_cpu_plugin.so
  ${_openvino}/libs/libtbb.so.[0-9]* ${_openvino}/libs/libtbbbind*.so.[0-9]* ${_openvino}/libs/libhwloc.so.[0-9]*)
add_library(recap_openvino INTERFACE)
target_include_directories(recap_openvino SYSTEM INTERFACE ${_openvino}/include)
target_link_libraries(recap_openvino INTERFACE ${_runtime})
message(STATUS "OpenVINO in ${_openvino}")
