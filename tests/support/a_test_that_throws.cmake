# SPDX-License-Identifier: GPL-3.0-or-later
# Starts PROGRAM (program_that_throws.cpp) and checks that it names what was thrown, ends, and fails.
function(expect_failure)
  execute_process(COMMAND ${PROGRAM} ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE complained
    TIMEOUT 20)
  set(text "${said}${complained}" PARENT_SCOPE)
  string(LENGTH "${said}${complained}" length)
  if(NOT status EQUAL 1 OR length GREATER 20000)
    string(SUBSTRING "${said}${complained}" 0 2000 head)
    message(FATAL_ERROR "${PROGRAM} ${ARGN} ended with ${status} after ${length} bytes of output:\n${head}")
  endif()
endfunction()

function(expect_words)
  foreach(words IN LISTS ARGN)
    if(NOT text MATCHES "${words}")
      message(FATAL_ERROR "\"${words}\" is missing in:\n${text}")
    endif()
  endforeach()
endfunction()

expect_failure()
expect_words("a_function_throws" "the sentence of the function"
  "PASS[^\n]*the_class_behind_it_runs")
expect_failure(thread)
expect_words("a_thread_throws threw: the sentence of the thread")
