find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME lint/sources
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/lint.py ${PROJECT_SOURCE_DIR})
add_test(NAME lint/exports
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/exports.py ${PROJECT_SOURCE_DIR}
          $<TARGET_FILE:render>)

# cppcheck over the library and the command line; what it says and is not so stands in cppcheck.txt.
find_program(CPPCHECK cppcheck)
if(CPPCHECK AND NOT PROFDRAW_SANITIZE AND NOT PROFDRAW_SANITIZE_THREADS)
  add_test(NAME lint/cppcheck
    COMMAND ${CPPCHECK} librender cli -I librender -D__x86_64__ -D__SSE2__ -D_GNU_SOURCE --std=c11 -j2
      --enable=warning,performance,portability --suppressions-list=${CMAKE_CURRENT_LIST_DIR}/cppcheck.txt
      --quiet --error-exitcode=1
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endif()
