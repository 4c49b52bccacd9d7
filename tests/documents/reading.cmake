# SPDX-License-Identifier: GPL-3.0-or-later
# What the two tests of the documents share: which files they are, and their lines.

# Characters that mean something to lists of CMake, while a document is read.
foreach(pair "semicolon;1" "open;2" "close;3" "backslash;4")
  list(GET pair 0 name)
  list(GET pair 1 code)
  string(ASCII ${code} ${name}_mark)
endforeach()

set(offences "")
macro(offence text)
  list(APPEND offences "${text}")
endmacro()

# CHANGELOG.md tells of older trees.
function(documents out)
  set(found "")
  foreach(name README ARCHITECTURE CONTRIBUTING SCALING BENCHMARKS)
    if(EXISTS ${ROOT}/${name}.md)
      list(APPEND found ${name}.md)
    endif()
  endforeach()
  file(GLOB pages RELATIVE ${ROOT} ${ROOT}/docs/*.md)
  set(${out} ${found} ${pages} PARENT_SCOPE)
endfunction()

# The lines of a document, empty ones included.
function(lines_of document out)
  file(READ ${ROOT}/${document} text)
  string(REPLACE ";" "${semicolon_mark}" text "${text}")
  string(REPLACE "[" "${open_mark}" text "${text}")
  string(REPLACE "]" "${close_mark}" text "${text}")
  string(REPLACE "\\" "${backslash_mark}" text "${text}")
  string(REPLACE "\n" ";" text "${text}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# For each line: `fenced`, whether it is in a block between ``` lines, and `code`, its code: the line itself, or its
# spans between backticks. A macro, because the fence spans lines.
macro(read_line line)
  set(code "")
  if("${line}" MATCHES "^ *```")
    if(fenced)
      set(fenced FALSE)
    else()
      set(fenced TRUE)
    endif()
  elseif(fenced)
    set(code "${line}")
  else()
    string(REGEX MATCHALL "`[^`]+`" code "${line}")
    list(TRANSFORM code REPLACE "`" "")
  endif()
endmacro()
