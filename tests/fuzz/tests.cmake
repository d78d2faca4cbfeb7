# Readers on damaged input.  The replay needs no fuzzer and is a test; the fuzz targets, one for each
# row of the table of formats, are built with clang and -DPROFDRAW_FUZZ=ON:
#
#     build/fuzz/tests/fuzz_folded -max_total_time=60 CORPUS tests/format/folded/ok
add_executable(replay fuzz/replay.c fuzz/read_once.c)
target_link_libraries(replay PRIVATE librender_objects)
add_test(NAME fuzz/replay COMMAND replay ${CMAKE_CURRENT_SOURCE_DIR}/format)

option(PROFDRAW_FUZZ "build the fuzz targets (clang)" OFF)
if(PROFDRAW_FUZZ)
  set(fuzz_flags -fsanitize=address,undefined -fno-sanitize-recover=undefined)
  target_compile_options(librender_objects PRIVATE -fsanitize=fuzzer-no-link ${fuzz_flags})
  target_link_options(librender_objects PUBLIC ${fuzz_flags})
  file(STRINGS ${PROJECT_SOURCE_DIR}/librender/read/formats.c rows REGEX "^ *&rn_format_")
  foreach(row ${rows})
    string(REGEX REPLACE ".*&rn_format_([a-z0-9_]+).*" "\\1" format ${row})
    add_executable(fuzz_${format} fuzz/fuzz_reader.c fuzz/read_once.c)
    target_compile_definitions(fuzz_${format} PRIVATE FUZZ_FORMAT="${format}")
    target_compile_options(fuzz_${format} PRIVATE -fsanitize=fuzzer-no-link ${fuzz_flags})
    target_link_libraries(fuzz_${format} PRIVATE librender_objects)
    target_link_options(fuzz_${format} PRIVATE -fsanitize=fuzzer)
  endforeach()
endif()
