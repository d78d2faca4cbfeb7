find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/folded-made
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../made.py $<TARGET_FILE:profdraw> folded)
