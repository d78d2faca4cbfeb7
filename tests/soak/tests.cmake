# The short tier of what `soak.py --full` does at length, which is a part of `promises.py --full`.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_executable(soak_repeat soak/repeat.c)
target_link_libraries(soak_repeat PRIVATE whole_librender)
# ThreadSanitizer's own memory is more than what is measured.
if(NOT PROFDRAW_SANITIZE_THREADS)
  add_test(NAME soak/short
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/soak/soak.py
      $<TARGET_FILE:profdraw> $<TARGET_FILE:soak_repeat>)
endif()

# Whether soak/promises.py, which tries all that SECURITY.md promises, still finds tests for each of it.
# Not all are tests of every build: valgrind goes with no sanitizer.
if(NOT PROFDRAW_INSTRUMENTED AND NOT PROFDRAW_FUZZ)
  add_test(NAME soak/promises
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/soak/promises.py --check ${PROJECT_BINARY_DIR})
endif()
