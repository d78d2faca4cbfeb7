# Readers on damaged input.  The replay needs no fuzzer and is a test; the fuzz targets, one for each
# row of the table of formats, are built with clang and -DPROFDRAW_FUZZ=ON:
#
#     build/fuzz/tests/fuzz_folded -max_total_time=60 CORPUS tests/format/folded/ok
add_executable(replay fuzz/replay.c fuzz/read_once.c)
target_link_libraries(replay PRIVATE librender_objects)
add_test(NAME fuzz/replay COMMAND replay ${CMAKE_CURRENT_SOURCE_DIR}/format)

# Targets of more than a reader, with what they begin from.
set(fuzz_whole_seeds)
foreach(format folded pstats speedscope callgrind trace)
  list(APPEND fuzz_whole_seeds ${CMAKE_CURRENT_SOURCE_DIR}/format/${format}/ok)
endforeach()
set(fuzz_options_seeds ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/options)
set(fuzz_targets whole options)
foreach(target ${fuzz_targets})
  add_executable(replay_${target} fuzz/replay_files.c fuzz/fuzz_${target}.c)
  target_link_libraries(replay_${target} PRIVATE librender_objects)
  add_test(NAME fuzz/${target} COMMAND replay_${target} ${fuzz_${target}_seeds})
endforeach()

option(PROFDRAW_FUZZ "build the fuzz targets (clang)" OFF)
if(PROFDRAW_FUZZ)
  set(fuzz_flags -fsanitize=address,undefined -fno-sanitize-recover=undefined)
  target_compile_options(librender_objects PRIVATE -fsanitize=fuzzer-no-link ${fuzz_flags})
  target_link_options(librender_objects PUBLIC ${fuzz_flags})
  # One target, and a test that lets it run for a while, from the samples and what it has found before.
  set(PROFDRAW_FUZZ_SECONDS 5 CACHE STRING "how long the test of a fuzz target runs")
  function(add_fuzz_target name)
    cmake_parse_arguments(PARSE_ARGV 1 fuzz "" "" "SOURCES;SEEDS")
    add_executable(fuzz_${name} ${fuzz_SOURCES})
    target_compile_options(fuzz_${name} PRIVATE -fsanitize=fuzzer-no-link ${fuzz_flags})
    target_link_libraries(fuzz_${name} PRIVATE librender_objects)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    set(found ${CMAKE_CURRENT_BINARY_DIR}/fuzz/${name})
    file(MAKE_DIRECTORY ${found}/corpus)
    add_test(NAME fuzz/run_${name}
      COMMAND fuzz_${name} -max_total_time=${PROFDRAW_FUZZ_SECONDS} -timeout=60 -print_final_stats=1
              -artifact_prefix=${found}/ ${found}/corpus ${fuzz_SEEDS})
  endfunction()
  file(STRINGS ${PROJECT_SOURCE_DIR}/librender/read/formats.c rows REGEX "^ *&rn_format_")
  foreach(row ${rows})
    string(REGEX REPLACE ".*&rn_format_([a-z0-9_]+).*" "\\1" format ${row})
    add_fuzz_target(${format} SOURCES fuzz/fuzz_reader.c fuzz/read_once.c
      SEEDS ${CMAKE_CURRENT_SOURCE_DIR}/format/${format}/ok)
    target_compile_definitions(fuzz_${format} PRIVATE FUZZ_FORMAT="${format}")
  endforeach()
  foreach(target ${fuzz_targets})
    add_fuzz_target(${target} SOURCES fuzz/fuzz_${target}.c SEEDS ${fuzz_${target}_seeds})
  endforeach()
endif()
