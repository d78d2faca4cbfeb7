find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/firefox-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> firefox)
add_test(NAME format/firefox-same
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/same.py $<TARGET_FILE:profdraw>)
