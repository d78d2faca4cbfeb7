# embed_text(OUT FILE...): C files in which the text of each FILE is a string: rn_asset_page_css of
# page.css.  OUT gets them, too.
function(embed_text out)
  foreach(file ${ARGN})
    get_filename_component(name ${file} NAME)
    embed_joined(${out} ${name} ${file})
  endforeach()
  set(${out} ${${out}} PARENT_SCOPE)
endfunction()

# embed_joined(OUT NAME FILE...): the same for one string of all FILEs, called after NAME.
function(embed_joined out name)
  string(MAKE_C_IDENTIFIER ${name} identifier)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded/${identifier}.c)
  set(files ${ARGN})
  list(TRANSFORM files PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  string(REPLACE ";" "," joined "${files}")
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DFILES=${joined} -DTO=${source} -DIDENTIFIER=${identifier}
            -P ${CMAKE_CURRENT_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${files} ${CMAKE_CURRENT_SOURCE_DIR}/cmake/embed_files.cmake)
  set(${out} ${${out}} ${source} PARENT_SCOPE)
endfunction()
