find_package(Python3 REQUIRED COMPONENTS Interpreter)
set(samples ${CMAKE_CURRENT_LIST_DIR}/..)
add_test(NAME view/callgraph_svg
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/callgraph_svg.py $<TARGET_FILE:profdraw>
          ${samples}/profiles/flask.prof ${samples}/profiles/django.prof ${samples}/profiles/docutils.prof
          ${samples}/format/perf/ok/stacks.perf ${samples}/format/pprof/ok/cpu.pb.gz
          ${samples}/format/callgrind/ok/cplusplus.callgrind)

add_test(NAME view/flamegraph_frames
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/flamegraph_frames.py $<TARGET_FILE:profdraw>)
set_tests_properties(view/flamegraph_frames PROPERTIES SKIP_RETURN_CODE 77)

add_test(NAME view/labels
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/labels.py $<TARGET_FILE:profdraw> ${samples})

add_test(NAME view/rings
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/rings.py $<TARGET_FILE:profdraw> ${samples})

# Some 2,400 pictures: an instrumented program draws the same ones in eight times the time.
if(NOT PROFDRAW_INSTRUMENTED)
  file(GLOB colored ${samples}/profiles/*.prof ${samples}/format/*/ok/*)
  add_test(NAME view/colors_told
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/colors_told.py $<TARGET_FILE:profdraw> ${colored})
endif()
