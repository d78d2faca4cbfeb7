find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB REPORT_DUMPS CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_LIST_DIR}/../format/pstats/ok/*.prof ${CMAKE_CURRENT_LIST_DIR}/../profiles/*.prof)
add_test(NAME report/pstats
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/pstats_report.py $<TARGET_FILE:profdraw>
          ${REPORT_DUMPS})
