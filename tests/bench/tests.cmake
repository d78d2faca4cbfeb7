# The small tier: that the generators, the jobs and the table work, and that figures are the peers'.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
if(NOT PROFDRAW_INSTRUMENTED)
  add_test(NAME bench/small
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/run.py --profdraw $<TARGET_FILE:profdraw>
      --tier small --runs 1 --limit 5 --check --delete --inputs ${CMAKE_CURRENT_BINARY_DIR})
endif()

# Writers of pictures against cairo's: the same pixels in no more bytes; of a call graph, which is mostly text and arrows,
# in a tenth more at most, for a twentieth of the time.
add_executable(bench_surfaces ${CMAKE_CURRENT_LIST_DIR}/surfaces.c)
target_link_libraries(bench_surfaces PRIVATE whole_librender)
set(SURFACES_PROFILE ${CMAKE_CURRENT_LIST_DIR}/../profiles/django.prof)
add_test(NAME bench/surfaces_flame COMMAND bench_surfaces ${SURFACES_PROFILE} flame 1)
add_test(NAME bench/surfaces_graph COMMAND bench_surfaces ${SURFACES_PROFILE} graph 1 1.1)
