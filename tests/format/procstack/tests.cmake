find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/procstack-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> procstack)
