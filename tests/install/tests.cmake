# The library as others see it: its header, its symbols, and what is installed.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME install/header
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/header_test.py ${PROJECT_SOURCE_DIR}
          ${CMAKE_C_COMPILER})
add_test(NAME install/abi
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/abi_test.py $<TARGET_FILE:render>
          ${PROJECT_SOURCE_DIR}/librender/librender.h ${CMAKE_CURRENT_LIST_DIR}/librender.abi)
add_test(NAME install/doxygen
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/doxygen_test.py ${PROJECT_SOURCE_DIR})
set_tests_properties(install/abi install/doxygen PROPERTIES SKIP_RETURN_CODE 77)
# a sanitizer's runtime would have to be linked by the programs, too
if(NOT PROFDRAW_INSTRUMENTED)
  add_test(NAME install/consumer
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/install_test.py ${CMAKE_BINARY_DIR}
            ${PROJECT_SOURCE_DIR} ${CMAKE_COMMAND} ${CMAKE_C_COMPILER} ${CMAKE_INSTALL_LIBDIR})
endif()
