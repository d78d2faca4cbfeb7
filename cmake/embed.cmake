# embed_text(OUT FILE...): C files in which the text of each FILE is a string: rn_asset_report_js of
# report.js.  OUT becomes their list.
function(embed_text out)
  set(made "")
  foreach(file ${ARGN})
    get_filename_component(name ${file} NAME)
    string(MAKE_C_IDENTIFIER ${name} identifier)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded/${identifier}.c)
    add_custom_command(
      OUTPUT ${source}
      COMMAND ${CMAKE_COMMAND} -DFILE=${CMAKE_CURRENT_SOURCE_DIR}/${file} -DTO=${source}
              -DIDENTIFIER=${identifier} -P ${CMAKE_CURRENT_SOURCE_DIR}/cmake/embed_file.cmake
      DEPENDS ${file} ${CMAKE_CURRENT_SOURCE_DIR}/cmake/embed_file.cmake)
    list(APPEND made ${source})
  endforeach()
  set(${out} ${made} PARENT_SCOPE)
endfunction()
