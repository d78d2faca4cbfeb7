find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/xdebug-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/oracle.py $<TARGET_FILE:profdraw>)
add_test(NAME format/xdebug-live-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/live_oracle.py $<TARGET_FILE:profdraw>)
set_tests_properties(format/xdebug-live-oracle PROPERTIES SKIP_RETURN_CODE 77)
add_test(NAME format/xdebug-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> xdebug)
