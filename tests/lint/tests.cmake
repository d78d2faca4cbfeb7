find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME lint/sources
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/lint.py ${PROJECT_SOURCE_DIR})
add_test(NAME lint/exports
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/exports.py ${PROJECT_SOURCE_DIR}
          $<TARGET_FILE:render>)
