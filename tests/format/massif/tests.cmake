find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/massif-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/oracle.py $<TARGET_FILE:profdraw>)
add_test(NAME format/massif-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> massif)
