find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB AXE_SAMPLES CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/ok/*)
add_test(NAME format/axe-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../tables.py $<TARGET_FILE:profdraw>
          axe ${AXE_SAMPLES})
add_test(NAME format/axe-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> axe)
