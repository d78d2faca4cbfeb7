find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/importtime-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/oracle.py $<TARGET_FILE:profdraw>)
set_tests_properties(format/importtime-oracle PROPERTIES SKIP_RETURN_CODE 77)
add_test(NAME format/importtime-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> importtime)
