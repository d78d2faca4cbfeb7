find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME page/data
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/data.py $<TARGET_FILE:profdraw> ${PROJECT_SOURCE_DIR})
