# SPDX-License-Identifier: GPL-3.0-or-later
# Translations: one place for lupdate, lrelease and their options. tr() exists only in gui/ and app/gui; the core's sentences
# are found by packaging/update-translations.
#
# recap_en.ts holds plural forms only; every other language holds every string. Locations are left out, so that moving
# code changes no translation file. "packaging/update-translations" renews the files, the test translations.are_current
# fails when that was forgotten.
set(RECAP_TRANSLATIONS ${CMAKE_SOURCE_DIR}/translations/recap_en.ts ${CMAKE_SOURCE_DIR}/translations/recap_zh_CN.ts)

# recap_add_translations(<executable>): puts recap_<language>.qm into the program under :/i18n.
function(recap_add_translations target)
  set(folder ${CMAKE_BINARY_DIR}/translations)
  file(MAKE_DIRECTORY ${folder})
  set(compiled "")
  foreach(ts IN LISTS RECAP_TRANSLATIONS)
    get_filename_component(name ${ts} NAME_WE)
    add_custom_command(OUTPUT ${folder}/${name}.qm
      COMMAND Qt6::lrelease -silent -nounfinished ${ts} -qm ${folder}/${name}.qm
      DEPENDS ${ts} COMMENT "Translation ${name}" VERBATIM)
    list(APPEND compiled ${folder}/${name}.qm)
  endforeach()
  qt_add_resources(${target} recap_translations PREFIX /i18n BASE ${folder} FILES ${compiled})
endfunction()
