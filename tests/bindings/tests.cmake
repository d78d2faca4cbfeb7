# The modules for Python.  ctypes cannot load a library that needs a sanitizer's runtime.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
if(NOT PROFDRAW_INSTRUMENTED)
  set(MODULE_AND_LIBRARY ${CMAKE_BINARY_DIR}/bindings/profdraw.py $<TARGET_FILE:render>)
  add_test(NAME bindings/layout
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/layout_test.py ${MODULE_AND_LIBRARY}
            ${PROJECT_SOURCE_DIR} ${CMAKE_C_COMPILER})
  add_test(NAME bindings/module
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/module_test.py ${MODULE_AND_LIBRARY}
            ${PROJECT_SOURCE_DIR} $<TARGET_FILE:profdraw>)
  foreach(name notebook sphinx)
    add_test(NAME bindings/${name}
      COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/${name}_test.py ${MODULE_AND_LIBRARY}
              ${PROJECT_SOURCE_DIR})
    set_tests_properties(bindings/${name} PROPERTIES SKIP_RETURN_CODE 77)
  endforeach()
endif()
