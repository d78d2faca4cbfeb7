# Manual pages and completions, each tried by the programs that read them, where they are installed.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
foreach(name options manual bash zsh fish)
  add_test(NAME shell/${name}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/${name}_test.py $<TARGET_FILE:profdraw>
            ${PROJECT_SOURCE_DIR})
  set_tests_properties(shell/${name} PROPERTIES SKIP_RETURN_CODE 77)
endforeach()
