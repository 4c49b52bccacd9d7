# SPDX-License-Identifier: GPL-3.0-or-later
# recap::torch, one imported target made from the C++ part of a torch wheel.
#
# The wheel's own TorchConfig.cmake asks for a CUDA toolkit when the wheel was built with CUDA; our code includes no CUDA
# header, so the libraries that are there are linked as they are. Searched: RECAP_TORCH_DIR, then .deps/torch/torch.
set(RECAP_TORCH_DIR "" CACHE PATH "The folder 'torch' of a torch wheel (holds include/, lib/, version.py)")
set(RECAP_TORCH_MINIMUM 2.11.0)

if(RECAP_TORCH_DIR AND NOT EXISTS ${RECAP_TORCH_DIR}/lib/libtorch_cpu.so)
  message(FATAL_ERROR "RECAP_TORCH_DIR is ${RECAP_TORCH_DIR}, but there is no lib/libtorch_cpu.so in it.")
endif()
set(_candidates ${RECAP_TORCH_DIR} $ENV{RECAP_TORCH_DIR} ${CMAKE_SOURCE_DIR}/.deps/torch/torch)
unset(_torch)
foreach(candidate IN LISTS _candidates)
  if(NOT _torch AND EXISTS ${candidate}/lib/libtorch_cpu.so)
    get_filename_component(_torch ${candidate} ABSOLUTE)
  endif()
endforeach()
if(NOT _torch)
  message(FATAL_ERROR "LibTorch was not found. Run packaging/setup, or pass -DRECAP_TORCH_DIR=<the folder 'torch' of a torch wheel>.")
endif()

file(STRINGS ${_torch}/version.py _line REGEX "^__version__")
string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" RECAP_TORCH_VERSION "${_line}")
if(RECAP_TORCH_VERSION VERSION_LESS RECAP_TORCH_MINIMUM)
  message(FATAL_ERROR "LibTorch ${RECAP_TORCH_VERSION} in ${_torch} is older than ${RECAP_TORCH_MINIMUM}.")
endif()

add_library(recap_torch INTERFACE)
add_library(recap::torch ALIAS recap_torch)
target_include_directories(recap_torch SYSTEM INTERFACE ${_torch}/include ${_torch}/include/torch/csrc/api/include)
target_link_libraries(recap_torch INTERFACE ${_torch}/lib/libtorch.so ${_torch}/lib/libtorch_cpu.so ${_torch}/lib/libc10.so)
set(RECAP_TORCH_CUDA OFF)
if(EXISTS ${_torch}/lib/libtorch_cuda.so)
  set(RECAP_TORCH_CUDA ON)
  # Registered by their static initialisers only, so the linker must not drop them as unused.
  target_link_libraries(recap_torch INTERFACE -Wl,--no-as-needed ${_torch}/lib/libtorch_cuda.so ${_torch}/lib/libc10_cuda.so -Wl,--as-needed)
endif()
set(RECAP_TORCH_LIB_DIR ${_torch}/lib)
message(STATUS "LibTorch ${RECAP_TORCH_VERSION} (CUDA: ${RECAP_TORCH_CUDA}) in ${_torch}")
