find_package(Python3 REQUIRED COMPONENTS Interpreter)
set(formats ${CMAKE_CURRENT_LIST_DIR}/../format)
set(profiles ${CMAKE_CURRENT_LIST_DIR}/../profiles)
set(written
  ${formats}/perf/ok/stacks.perf ${formats}/perf/ok/two-events.perf ${formats}/perf/ok/inlined.perf
  ${formats}/pprof/ok/cpu.pb.gz ${formats}/pprof/ok/heap.pb.gz ${formats}/pprof/ok/inlined.pb
  ${profiles}/flask.prof ${profiles}/django.prof)
add_test(NAME write/roundtrip
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/roundtrip.py $<TARGET_FILE:profdraw> ${written})
foreach(oracle pprof callgrind)
  add_test(NAME write/${oracle}-oracle
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/oracle.py $<TARGET_FILE:profdraw> ${oracle}
            ${written})
  set_tests_properties(write/${oracle}-oracle PROPERTIES SKIP_RETURN_CODE 77)
endforeach()
file(GLOB SURVIVOR_DUMPS CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/../profiles/*.prof)
add_test(NAME write/survivors
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/survivors.py $<TARGET_FILE:profdraw>
          ${SURVIVOR_DUMPS})
file(GLOB SURVIVOR_CALLS CONFIGURE_DEPENDS ${formats}/callgrind/ok/*.callgrind)
add_test(NAME write/callgrind-survivors
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/callgrind_survivors.py $<TARGET_FILE:profdraw>
          ${SURVIVOR_CALLS})
