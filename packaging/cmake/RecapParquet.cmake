# SPDX-License-Identifier: GPL-3.0-or-later
# recap_parquet, a loadable module around Apache Arrow, made from the C++ part of a pyarrow wheel. Optional: without the
# wheel everything else is built, and Parquet files are refused with a sentence that says what to do.
# Searched: RECAP_ARROW_DIR, then .deps/arrow/pyarrow.
set(RECAP_ARROW_DIR "" CACHE PATH "The folder 'pyarrow' of a pyarrow wheel (holds include/ and libparquet.so.*)")

unset(_arrow)
foreach(candidate ${RECAP_ARROW_DIR} $ENV{RECAP_ARROW_DIR} ${CMAKE_SOURCE_DIR}/.deps/arrow/pyarrow)
  if(NOT _arrow AND EXISTS ${candidate}/include/parquet/arrow/reader.h)
    get_filename_component(_arrow ${candidate} ABSOLUTE)
  endif()
endforeach()
if(NOT _arrow)
  message(STATUS "Apache Arrow was not found: Parquet files cannot be used (packaging/setup fetches it)")
  return()
endif()

file(GLOB _parquet_library ${_arrow}/libparquet.so.[0-9]*)
file(GLOB _arrow_library ${_arrow}/libarrow.so.[0-9]*)
add_library(recap_arrow INTERFACE)
target_include_directories(recap_arrow SYSTEM INTERFACE ${_arrow}/include)
target_link_libraries(recap_arrow INTERFACE ${_parquet_library} ${_arrow_library})
set(RECAP_ARROW_LIBRARIES ${_parquet_library} ${_arrow_library})
message(STATUS "Apache Arrow in ${_arrow}")
