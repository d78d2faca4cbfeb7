find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/gprof2dot-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> gprof2dot)
add_test(NAME format/gprof2dot-made
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../made.py $<TARGET_FILE:profdraw> gprof2dot)
