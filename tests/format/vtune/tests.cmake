find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB VTUNE_SAMPLES CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/ok/*)
add_test(NAME format/vtune-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../tables.py $<TARGET_FILE:profdraw>
          vtune ${VTUNE_SAMPLES})
add_test(NAME format/vtune-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> vtune)
