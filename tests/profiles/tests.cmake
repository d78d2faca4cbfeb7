find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB PROFILES CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.prof)
add_test(NAME profiles/shares
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/shares.py $<TARGET_FILE:profdraw> ${PROFILES})
