find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/gperftoolscpu-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../gperftoolstext/oracle.py
          $<TARGET_FILE:profdraw> gperftoolscpu)
set_tests_properties(format/gperftoolscpu-oracle PROPERTIES SKIP_RETURN_CODE 77)
add_test(NAME format/gperftoolscpu-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> gperftoolscpu)
