# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` puts where. Relative to the prefix:
#   bin/recap, bin/recap-workbench        the programs
#   lib/recap-workbench/                  LibTorch, and the modules that were built with their libraries (Arrow for Parquet,
#                                         OpenVINO for ONNX), so that the installed tree works without the build folder
#   share/recap-workbench/                vocabularies, demo weights, templates (translations and icons are in the program)
#   share/applications, share/metainfo, share/icons
set(_programs "")
foreach(program recap recap-workbench)
  if(TARGET ${program})
    list(APPEND _programs ${program})
  endif()
endforeach()
if(NOT _programs)
  return()
endif()

set(_library_folder ${CMAKE_INSTALL_LIBDIR}/recap-workbench)
if(RECAP_TORCH_CUDA)
  # NVIDIA's libraries lie beside the wheel and weigh gigabytes: a CUDA build keeps using the wheel where it is.
  set_target_properties(${_programs} PROPERTIES INSTALL_RPATH ${RECAP_TORCH_LIB_DIR})
else()
  file(RELATIVE_PATH _to_libraries /${CMAKE_INSTALL_BINDIR} /${_library_folder})
  set_target_properties(${_programs} PROPERTIES INSTALL_RPATH "$ORIGIN/${_to_libraries}")
  file(GLOB _torch_libraries ${RECAP_TORCH_LIB_DIR}/*.so ${RECAP_TORCH_LIB_DIR}/*.so.*)
  list(FILTER _torch_libraries EXCLUDE REGEX "python|libshm")
  install(FILES ${_torch_libraries} DESTINATION ${_library_folder})
endif()
if(TARGET recap_parquet)
  set_target_properties(recap_parquet PROPERTIES INSTALL_RPATH "$ORIGIN")
  install(TARGETS recap_parquet LIBRARY DESTINATION ${_library_folder})
  install(FILES ${RECAP_ARROW_LIBRARIES} DESTINATION ${_library_folder})
endif()
if(TARGET recap_onnx)
  set_target_properties(recap_onnx PROPERTIES INSTALL_RPATH "$ORIGIN")
  install(TARGETS recap_onnx LIBRARY DESTINATION ${_library_folder})
  install(FILES ${RECAP_OPENVINO_LIBRARIES} DESTINATION ${_library_folder})
endif()
install(TARGETS ${_programs} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

install(DIRECTORY ${CMAKE_SOURCE_DIR}/resources/ DESTINATION ${CMAKE_INSTALL_DATADIR}/recap-workbench
  PATTERN "*.qrc" EXCLUDE PATTERN "icons" EXCLUDE PATTERN "styles" EXCLUDE)
if(TARGET recap-workbench)
  set(_linux ${CMAKE_SOURCE_DIR}/packaging/linux)
  install(FILES ${_linux}/recap-workbench.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES ${_linux}/recap-workbench.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
  install(FILES ${CMAKE_SOURCE_DIR}/resources/icons/recap-workbench.svg
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()
