find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME surface/svg_size
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/svg_size.py $<TARGET_FILE:profdraw>)
