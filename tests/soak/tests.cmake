# The short tier of what `soak.py --full` does at length.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_executable(soak_repeat soak/repeat.c)
target_link_libraries(soak_repeat PRIVATE librender_objects)
add_test(NAME soak/short
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/soak/soak.py
    $<TARGET_FILE:profdraw> $<TARGET_FILE:soak_repeat>)
