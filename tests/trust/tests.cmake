find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME trust/injection
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/trust/injection.py $<TARGET_FILE:profdraw>)
