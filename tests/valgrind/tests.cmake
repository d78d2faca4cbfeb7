# A few of what valgrind/run.py does with every unit test and command-line test; not with sanitizers, which valgrind
# does not go with.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
if(NOT PROFDRAW_SANITIZE AND NOT PROFDRAW_SANITIZE_THREADS AND NOT PROFDRAW_FUZZ)
  add_test(NAME valgrind/short
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/valgrind/run.py ${PROJECT_BINARY_DIR}
      test_json_tokens test_builder test_svg cli/limits)
  set_tests_properties(valgrind/short PROPERTIES SKIP_RETURN_CODE 77)
endif()
