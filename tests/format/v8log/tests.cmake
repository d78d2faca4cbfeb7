find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/v8log-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> v8log)
file(GLOB V8_LOGS CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_LIST_DIR}/ok/calls.log ${CMAKE_CURRENT_LIST_DIR}/ok/moves.log)
add_test(NAME format/v8log-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/oracle.py $<TARGET_FILE:profdraw>
          ${V8_LOGS})
set_tests_properties(format/v8log-oracle PROPERTIES SKIP_RETURN_CODE 77)
