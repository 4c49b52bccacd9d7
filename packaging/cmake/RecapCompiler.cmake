# SPDX-License-Identifier: GPL-3.0-or-later
# Compiler, linker and sanitizer settings shared by every target.
find_program(RECAP_CCACHE ccache)
if(RECAP_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The precompiled torch header is only cacheable with these two relaxations.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${RECAP_CCACHE})
endif()
find_program(RECAP_MOLD mold)
if(RECAP_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=mold)
endif()

add_library(recap_warnings INTERFACE)
target_compile_options(recap_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
  $<$<BOOL:${RECAP_WARNINGS_AS_ERRORS}>:-Werror>)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Needed by ccache with a precompiled header.
  add_compile_options(-fpch-preprocess)
endif()
if(RECAP_SANITIZE)
  add_compile_options(-fsanitize=${RECAP_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${RECAP_SANITIZE})
endif()
if(RECAP_COVERAGE)
  add_compile_options(--coverage -O0)
  add_link_options(--coverage)
endif()
