# Everything that takes bytes from outside, on damaged bytes.  Replays need no fuzzer and are tests.  With clang and
# -DPROFDRAW_FUZZ=ON each is also a fuzz target: fuzz/run.py runs them, each with its seeds and words.
add_executable(replay fuzz/replay.c fuzz/read_once.c)
target_link_libraries(replay PRIVATE whole_librender PkgConfig::ZLIB)
add_custom_target(fuzz_targets DEPENDS replay) # what the preset fuzz builds
add_test(NAME fuzz/replay COMMAND replay ${CMAKE_CURRENT_SOURCE_DIR}/format)

option(PROFDRAW_FUZZ "build the fuzz targets (clang)" OFF)
set(FUZZ_FLAGS)
if(PROFDRAW_FUZZ)
  set(FUZZ_FLAGS -fsanitize=address,undefined -fno-sanitize-recover=undefined)
  foreach(objects core_objects late_objects linked_objects loaded_objects)
    target_compile_options(${objects} PRIVATE -fsanitize=fuzzer-no-link ${FUZZ_FLAGS})
  endforeach()
  target_link_options(core_needs INTERFACE ${FUZZ_FLAGS})
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/fuzz_targets.txt "") # name, words, seeds: for run.py
endif()

# fuzz_program(NAME SOURCES source… [WORDS source…] [SEEDS folder…] [DEFINE definition])
# WORDS are sources whose literals make the dictionary.
function(fuzz_program name)
  cmake_parse_arguments(the "" "DEFINE" "SOURCES;WORDS;SEEDS" ${ARGN})
  set(words ${CMAKE_CURRENT_BINARY_DIR}/fuzz_${name}.dict)
  add_executable(fuzz_${name} ${the_SOURCES})
  target_compile_definitions(fuzz_${name} PRIVATE ${the_DEFINE})
  target_compile_options(fuzz_${name} PRIVATE -fsanitize=fuzzer-no-link ${FUZZ_FLAGS})
  target_link_libraries(fuzz_${name} PRIVATE whole_librender)
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzz_targets fuzz_${name})
  add_custom_command(TARGET fuzz_${name} POST_BUILD
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/dictionary.py ${words} ${the_WORDS})
  list(JOIN the_SEEDS " " seeds)
  file(APPEND ${CMAKE_CURRENT_BINARY_DIR}/fuzz_targets.txt "fuzz_${name} ${words} ${seeds}\n")
endfunction()

# fuzz_target(NAME FILE …): a target that is also replayed as a test.
function(fuzz_target name file)
  cmake_parse_arguments(the "" "DEFINE" "WORDS;SEEDS" ${ARGN})
  list(TRANSFORM the_SEEDS PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  list(TRANSFORM the_WORDS PREPEND ${PROJECT_SOURCE_DIR}/)
  add_executable(replay_${name} fuzz/replay_files.c fuzz/${file})
  target_compile_definitions(replay_${name} PRIVATE ${the_DEFINE})
  target_link_libraries(replay_${name} PRIVATE whole_librender)
  add_dependencies(fuzz_targets replay_${name})
  add_test(NAME fuzz/${name} COMMAND replay_${name} ${the_SEEDS})
  if(PROFDRAW_FUZZ)
    fuzz_program(${name} SOURCES fuzz/${file} WORDS ${the_WORDS} SEEDS ${the_SEEDS} DEFINE ${the_DEFINE})
  endif()
endfunction()

foreach(codec gzip zstd xz bzip2 lz4 zip)
  fuzz_target(codec_${codec} fuzz_codec.c DEFINE FUZZ_CODEC="${codec}" SEEDS fuzz/seeds/codec_${codec}
    WORDS librender/input/codec.c librender/input/codec_members.c)
endforeach()
fuzz_target(json_tokens fuzz_json_tokens.c WORDS tests/fuzz/words/json.txt
  SEEDS fuzz/seeds/json_tokens format/speedscope/ok format/speedscope/bad format/trace/ok format/treejson/ok)
fuzz_target(json_tree fuzz_json_tree.c WORDS tests/fuzz/words/json.txt SEEDS fuzz/seeds/json_tree format/treejson/ok)
fuzz_target(xml fuzz_xml.c WORDS tests/fuzz/words/xml.txt
  SEEDS fuzz/seeds/xml format/sysprofxml/ok format/xctrace/ok format/svg/ok format/svg/bad)
fuzz_target(wire fuzz_wire.c SEEDS format/pprof/ok format/pprof/bad)
fuzz_target(marshal fuzz_marshal.c WORDS tests/fuzz/words/marshal.txt
  SEEDS format/pstats/ok format/pstats/bad format/stackprof/ok format/stackprof/bad)
fuzz_target(number fuzz_number.c WORDS tests/fuzz/words/number.txt SEEDS fuzz/seeds/number)
fuzz_target(regex fuzz_regex.c WORDS tests/fuzz/words/regex.txt SEEDS fuzz/seeds/regex)
fuzz_target(label fuzz_label.c WORDS tests/fuzz/words/label.txt librender/style/names.c SEEDS fuzz/seeds/label)
fuzz_target(options fuzz_options.c WORDS tests/fuzz/words/regex.txt librender/style/template.c librender/report/rules.c
  SEEDS fuzz/seeds/options)
fuzz_target(whole fuzz_whole.c
  SEEDS format/folded/ok format/pstats/ok format/speedscope/ok format/callgrind/ok format/trace/ok)

# One for each row of the table of formats; `replay` is their test.
if(PROFDRAW_FUZZ)
  file(STRINGS ${PROJECT_SOURCE_DIR}/librender/read/format_rows.h rows REGEX "^RN_FORMAT")
  foreach(row ${rows})
    string(REGEX REPLACE "^RN_FORMAT.([a-z0-9_]+),.*" "\\1" format ${row})
    set(samples ${CMAKE_CURRENT_SOURCE_DIR}/format/${format})
    file(GLOB sources ${PROJECT_SOURCE_DIR}/librender/read/${format}*.c)
    fuzz_program(${format} SOURCES fuzz/fuzz_reader.c fuzz/read_once.c DEFINE FUZZ_FORMAT="${format}"
      WORDS ${sources} SEEDS ${samples}/ok ${samples}/bad)
  endforeach()
  set(PROFDRAW_FUZZ_SECONDS 5 CACHE STRING "how long the test of the fuzz targets runs each of them")
  add_test(NAME fuzz/run COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/run.py
    ${PROJECT_BINARY_DIR} ${PROJECT_BINARY_DIR}/corpora ${PROFDRAW_FUZZ_SECONDS})
endif()
