# The library's own allocations, failing one by one.
add_executable(faults_allocations faults/allocations.c faults/wrap_memory.c)
target_link_libraries(faults_allocations PRIVATE whole_librender)
foreach(name malloc calloc realloc aligned_alloc free strdup)
  target_link_options(faults_allocations PRIVATE -Wl,--wrap=${name})
endforeach()
add_test(NAME faults/allocations COMMAND faults_allocations ${CMAKE_CURRENT_SOURCE_DIR})

# Its system calls, failing one by one, or done in bits.
add_executable(faults_calls faults/calls.c faults/wrap_calls.c)
target_link_libraries(faults_calls PRIVATE whole_librender)
foreach(name read write open close fstat lseek mmap rename linkat fchmod)
  target_link_options(faults_calls PRIVATE -Wl,--wrap=${name})
endforeach()
add_test(NAME faults/calls COMMAND faults_calls ${CMAKE_CURRENT_SOURCE_DIR})

# Processes that are ended, inputs that change, devices that are full.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_library(faults_shorten SHARED faults/shorten.c)
target_compile_definitions(faults_shorten PRIVATE _GNU_SOURCE)
set_target_properties(faults_shorten PROPERTIES C_VISIBILITY_PRESET default)
add_test(NAME faults/processes
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/faults/processes.py
    $<TARGET_FILE:profdraw> $<TARGET_FILE:faults_shorten> ${CMAKE_CURRENT_SOURCE_DIR})
