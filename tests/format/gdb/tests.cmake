find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/gdb-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> gdb)
file(GLOB GDB_DUMPS CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/ok/*)
add_test(NAME format/gdb-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../dump_oracle.py
          $<TARGET_FILE:profdraw> gdb ${GDB_DUMPS})
