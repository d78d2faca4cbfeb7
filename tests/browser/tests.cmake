find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME browser/report
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/report_page.py $<TARGET_FILE:profdraw>
          ${PROJECT_SOURCE_DIR})
set_tests_properties(browser/report PROPERTIES SKIP_RETURN_CODE 77)
add_test(NAME browser/live
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/live_picture.py $<TARGET_FILE:profdraw>
          ${PROJECT_SOURCE_DIR})
set_tests_properties(browser/live PROPERTIES SKIP_RETURN_CODE 77)
add_test(NAME browser/page
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/page.py $<TARGET_FILE:profdraw>
          ${PROJECT_SOURCE_DIR})
set_tests_properties(browser/page PROPERTIES SKIP_RETURN_CODE 77)
add_test(NAME browser/policy
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/policy.py $<TARGET_FILE:profdraw> ${PROJECT_SOURCE_DIR})
set_tests_properties(browser/policy PROPERTIES SKIP_RETURN_CODE 77)
add_test(NAME browser/inline
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/inline.py $<TARGET_FILE:profdraw> ${PROJECT_SOURCE_DIR})
set_tests_properties(browser/inline PROPERTIES SKIP_RETURN_CODE 77)
add_test(NAME browser/short_names
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/short_names.py $<TARGET_FILE:profdraw> ${PROJECT_SOURCE_DIR})
set_tests_properties(browser/short_names PROPERTIES SKIP_RETURN_CODE 77)
add_test(NAME browser/fit
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/fit.py $<TARGET_FILE:profdraw> ${PROJECT_SOURCE_DIR})
set_tests_properties(browser/fit PROPERTIES SKIP_RETURN_CODE 77)
