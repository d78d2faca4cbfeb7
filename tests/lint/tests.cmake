find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME lint/sources
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/lint.py ${PROJECT_SOURCE_DIR})
add_test(NAME lint/exports
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/exports.py ${PROJECT_SOURCE_DIR}
          $<TARGET_FILE:render>)

# Static analysis: the quickest tool is a test, all of them are the target `analyze` (preset tidy).
set(analyze ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/analyze.py ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
add_custom_target(analyze COMMAND ${analyze} VERBATIM)
if(NOT PROFDRAW_SANITIZE AND NOT PROFDRAW_SANITIZE_THREADS AND NOT PROFDRAW_FUZZ)
  add_test(NAME lint/cppcheck COMMAND ${analyze} cppcheck)
  set_tests_properties(lint/cppcheck PROPERTIES SKIP_RETURN_CODE 77)
endif()
