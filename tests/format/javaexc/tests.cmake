find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME format/javaexc-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> javaexc)
file(GLOB JAVAEXC_DUMPS CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/ok/*)
add_test(NAME format/javaexc-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../dump_oracle.py
          $<TARGET_FILE:profdraw> javaexc ${JAVAEXC_DUMPS})
