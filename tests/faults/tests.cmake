# The library's own allocations, failing one by one.
add_executable(faults_allocations faults/allocations.c faults/wrap_memory.c)
target_link_libraries(faults_allocations PRIVATE librender_objects)
foreach(name malloc calloc realloc free strdup)
  target_link_options(faults_allocations PRIVATE -Wl,--wrap=${name})
endforeach()
add_test(NAME faults/allocations COMMAND faults_allocations ${CMAKE_CURRENT_SOURCE_DIR})
