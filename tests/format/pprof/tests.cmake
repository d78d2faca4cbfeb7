find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB PPROF_SAMPLES CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/ok/*)
add_test(NAME format/pprof-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/oracle.py $<TARGET_FILE:profdraw>
          ${PPROF_SAMPLES})
set_tests_properties(format/pprof-oracle PROPERTIES SKIP_RETURN_CODE 77)
add_test(NAME format/pprof-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> pprof)
