# jansson is the oracle of the JSON tokenizer, where it is installed.
pkg_check_modules(JANSSON IMPORTED_TARGET jansson)
if(JANSSON_FOUND)
  target_link_libraries(test_json_tokens PRIVATE PkgConfig::JANSSON)
  target_compile_definitions(test_json_tokens PRIVATE HAVE_JANSSON)
endif()
