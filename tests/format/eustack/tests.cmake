find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/eustack-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> eustack)
file(GLOB EUSTACK_DUMPS CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/ok/*)
add_test(NAME format/eustack-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../dump_oracle.py
          $<TARGET_FILE:profdraw> eustack ${EUSTACK_DUMPS})
