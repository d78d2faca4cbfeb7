find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/jstack-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> jstack)
file(GLOB JSTACK_DUMPS CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/ok/*)
add_test(NAME format/jstack-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../dump_oracle.py
          $<TARGET_FILE:profdraw> jstack ${JSTACK_DUMPS})
