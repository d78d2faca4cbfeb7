# The examples of the README, against the shared library.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_executable(example_draw ${PROJECT_SOURCE_DIR}/examples/draw.c)
target_include_directories(example_draw PRIVATE ${PROJECT_SOURCE_DIR}/librender)
target_link_libraries(example_draw PRIVATE render profdraw_settings)
add_test(NAME examples/draw_c
  COMMAND example_draw ${PROJECT_SOURCE_DIR}/tests/profiles/flask.prof example-c.svg)
# ctypes cannot load a library that needs a sanitizer's runtime
if(NOT PROFDRAW_INSTRUMENTED)
  add_test(NAME examples/draw_py
    COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/examples/draw.py
            ${PROJECT_SOURCE_DIR}/tests/profiles/flask.prof example-py.svg $<TARGET_FILE:render>)
endif()
