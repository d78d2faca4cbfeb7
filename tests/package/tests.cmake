# What is handed out: .deb files and the source tarball.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
if(NOT PROFDRAW_INSTRUMENTED)
  add_test(NAME package/deb
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/deb_test.py ${CMAKE_BINARY_DIR}
            ${PROJECT_SOURCE_DIR} ${CMAKE_CPACK_COMMAND})
  set_tests_properties(package/deb PROPERTIES SKIP_RETURN_CODE 77)
  add_test(NAME package/source
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/source_test.py ${CMAKE_BINARY_DIR}
            ${PROJECT_SOURCE_DIR} ${CMAKE_CPACK_COMMAND} ${CMAKE_COMMAND})
  set_tests_properties(package/source PROPERTIES PROCESSORS 2)
endif()
