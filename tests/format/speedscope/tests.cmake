find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/speedscope-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> speedscope)
add_test(NAME format/speedscope-made
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../made.py $<TARGET_FILE:profdraw> speedscope)
