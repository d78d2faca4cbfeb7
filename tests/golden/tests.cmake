find_package(Python3 REQUIRED COMPONENTS Interpreter)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/golden/cases.txt)
file(STRINGS ${PROJECT_SOURCE_DIR}/golden/cases.txt GOLDEN_CASES REGEX "^[a-z]")
foreach(line ${GOLDEN_CASES})
  string(REGEX REPLACE " *\\|.*" "" name ${line})
  add_test(NAME golden/${name}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/run.py --profdraw $<TARGET_FILE:profdraw>
            --work ${PROJECT_BINARY_DIR}/golden ${name})
  set_tests_properties(golden/${name} PROPERTIES SKIP_RETURN_CODE 77)
endforeach()
add_test(NAME golden/nothing_stale
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/run.py --stale)
