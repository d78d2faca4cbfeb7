find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB PSTATS_DUMPS CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_LIST_DIR}/ok/*.prof ${CMAKE_CURRENT_LIST_DIR}/../../profiles/*.prof)
add_test(NAME format/pstats-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/oracle.py $<TARGET_FILE:profdraw>
          ${PSTATS_DUMPS})
set_tests_properties(format/pstats-oracle PROPERTIES SKIP_RETURN_CODE 77)
add_test(NAME format/pstats-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> pstats)
add_test(NAME format/pstats-written
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/written.py $<TARGET_FILE:profdraw>
          ${PSTATS_DUMPS})
set_tests_properties(format/pstats-written PROPERTIES SKIP_RETURN_CODE 77)
# dumps that every Python 3 loads, their callers all with times or all without
file(GLOB PSTATS_MERGED CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_LIST_DIR}/ok/cprofile-3*.prof ${CMAKE_CURRENT_LIST_DIR}/ok/threads-3.11.prof
  ${CMAKE_CURRENT_LIST_DIR}/ok/edge-int-callers.prof ${CMAKE_CURRENT_LIST_DIR}/../../profiles/*.prof)
add_test(NAME format/pstats-merged
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/merged.py $<TARGET_FILE:profdraw>
          ${PSTATS_MERGED})
