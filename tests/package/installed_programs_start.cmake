# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DBUILD=<build folder> -DPREFIX=<scratch folder> -P installed_programs_start.cmake
cmake_minimum_required(VERSION 3.25)

function(must_succeed out)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE complained)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\nended with ${status}\n${said}\n${complained}")
  endif()
  set(${out} "${said}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${PREFIX})
must_succeed(ignored ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX})

# Nothing of the build or the user's own settings may help the installed programs.
set(clean ${CMAKE_COMMAND} -E env --unset=RECAP_RESOURCES --unset=RECAP_SOURCE_DIR --unset=LD_LIBRARY_PATH
  RECAP_HOME=${PREFIX}/home XDG_CONFIG_HOME=${PREFIX}/home QT_QPA_PLATFORM=offscreen)
must_succeed(version ${clean} ${PREFIX}/bin/recap --version)
if(NOT version MATCHES "[0-9]+\\.[0-9]+\\.[0-9]+")
  message(FATAL_ERROR "recap --version said '${version}'")
endif()
must_succeed(ignored ${clean} ${PREFIX}/bin/recap-workbench --self-test)

# A module that was built is found there, and so is what it loads itself.
must_succeed(found ${clean} ${PREFIX}/bin/recap doctor)
foreach(module parquet onnx)
  if(EXISTS ${BUILD}/bin/librecap_${module}.so AND NOT found MATCHES "found [^\n]*librecap_${module}.so")
    message(FATAL_ERROR "The installed module ${module} cannot be loaded:\n${found}")
  endif()
endforeach()
if(EXISTS ${BUILD}/bin/librecap_onnx.so)
  get_filename_component(detector ${CMAKE_CURRENT_LIST_DIR}/../golden/data/judges/yolo_onnx/yolov8_op17.onnx ABSOLUTE)
  file(WRITE ${PREFIX}/judges.json "{\"judge\": {\"mine\": {\"kind\": \"onnx_detector\", \"path\": \"${detector}\"}}}")
  must_succeed(checked ${clean} ${PREFIX}/bin/recap judges check ${PREFIX}/judges.json)
  if(checked MATCHES "problem")
    message(FATAL_ERROR "The installed module does not compute a detector:\n${checked}")
  endif()
endif()

find_program(readelf readelf)
if(readelf)
  foreach(program recap recap-workbench)
    must_succeed(dynamic ${readelf} -d ${PREFIX}/bin/${program})
    if(dynamic MATCHES "R(UN)?PATH[^\n]*${BUILD}")
      message(FATAL_ERROR "The installed ${program} looks for libraries in the build folder:\n${dynamic}")
    endif()
  endforeach()
endif()
foreach(file applications/recap-workbench.desktop metainfo/recap-workbench.metainfo.xml
    icons/hicolor/scalable/apps/recap-workbench.svg recap-workbench/vocab)
  if(NOT EXISTS ${PREFIX}/share/${file})
    message(FATAL_ERROR "share/${file} was not installed")
  endif()
endforeach()
file(REMOVE_RECURSE ${PREFIX})
