find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME readme/commands
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/commands.py $<TARGET_FILE:profdraw>
          ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/README.md 30)
add_test(NAME readme/guide
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/commands.py $<TARGET_FILE:profdraw>
          ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/docs/guide.md 18)
add_test(NAME readme/migrate
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/commands.py $<TARGET_FILE:profdraw>
          ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/docs/migrate.md 70)
add_test(NAME readme/links
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/links.py ${PROJECT_SOURCE_DIR})
add_test(NAME readme/gallery
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/gallery.py $<TARGET_FILE:profdraw> ${PROJECT_SOURCE_DIR})
# ctypes cannot load a library that needs a sanitizer's runtime.
set(MODULE_OR_NONE - -)
if(NOT PROFDRAW_INSTRUMENTED)
  set(MODULE_OR_NONE ${CMAKE_BINARY_DIR}/bindings/profdraw.py $<TARGET_FILE:render>)
endif()
foreach(page embed ci)
  add_test(NAME readme/${page}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/snippets.py $<TARGET_FILE:profdraw>
            ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/docs/${page}.md ${MODULE_OR_NONE})
endforeach()
