find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/encodings
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/encodings.py $<TARGET_FILE:profdraw>)
