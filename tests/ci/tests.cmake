# The action and the job for CI, with all that they run.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME ci/workflow
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/workflow.py $<TARGET_FILE:profdraw> ${PROJECT_SOURCE_DIR})
set_tests_properties(ci/workflow PROPERTIES SKIP_RETURN_CODE 77)
