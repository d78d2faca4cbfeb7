find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB SLEEPY_SAMPLES CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/ok/*)
add_test(NAME format/sleepy-oracle
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../tables.py $<TARGET_FILE:profdraw>
          sleepy ${SLEEPY_SAMPLES})
add_test(NAME format/sleepy-refused
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../refused.py
          $<TARGET_FILE:profdraw> sleepy)
