find_package(Python3 REQUIRED COMPONENTS Interpreter)
foreach(name injection determinism privacy)
  add_test(NAME trust/${name}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/trust/${name}.py $<TARGET_FILE:profdraw>)
endforeach()
