find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME readme/commands
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/commands.py $<TARGET_FILE:profdraw>
          ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/README.md 30)
add_test(NAME readme/migrate
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/commands.py $<TARGET_FILE:profdraw>
          ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/docs/migrate.md 50)
