# What is installed: program, library, header, how others find it, manual pages, completions.
include(CMakePackageConfigHelpers)

set(RENDER_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/librender)
set(RENDER_PC_DIR ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(TARGETS render EXPORT librender
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT librender0 NAMELINK_COMPONENT librender-dev)
install(TARGETS render_late LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT librender0 NAMELINK_SKIP)
install(TARGETS render_static ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT librender-dev)
install(FILES librender/librender.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT librender-dev)
install(TARGETS profdraw RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT profdraw)

# ---- found by pkg-config and find_package, wherever the prefix is moved ---------------------------

file(RELATIVE_PATH PC_TO_PREFIX /prefix/${RENDER_PC_DIR} /prefix)
get_filename_component(GV_DOT_LAYOUT_DIR ${GV_DOT_LAYOUT} DIRECTORY)
get_filename_component(IBERTY_NAME ${IBERTY} NAME_WE)
string(REGEX REPLACE "^lib" "" IBERTY_NAME ${IBERTY_NAME})
string(REPLACE ";" " " RENDER_REQUIRES "${RENDER_MODULES}")
# as plain flags: who links the shared library must not need what the archive is made of
string(REPLACE ";" " " RENDER_LDFLAGS "${DEPS_LDFLAGS}")
configure_file(librender/librender.pc.in librender.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/librender.pc DESTINATION ${RENDER_PC_DIR} COMPONENT librender-dev)

configure_package_config_file(cmake/librender-config.cmake.in librender-config.cmake
  INSTALL_DESTINATION ${RENDER_CMAKE_DIR} PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR)
write_basic_package_version_file(librender-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/librender-config.cmake ${CMAKE_BINARY_DIR}/librender-config-version.cmake
  DESTINATION ${RENDER_CMAKE_DIR} COMPONENT librender-dev)
install(EXPORT librender NAMESPACE librender:: FILE librender-targets.cmake
  DESTINATION ${RENDER_CMAKE_DIR} COMPONENT librender-dev)

# ---- written by the program that was just built ---------------------------------------------------

find_program(AWK NAMES awk mawk gawk REQUIRED)
set(MANUALS ${CMAKE_BINARY_DIR}/manuals)
add_custom_command(OUTPUT ${MANUALS}/librender.3
  COMMAND ${CMAKE_COMMAND} -E make_directory ${MANUALS}
  COMMAND ${AWK} -v version=${PROJECT_VERSION} -f ${PROJECT_SOURCE_DIR}/cmake/header_manual.awk
          ${PROJECT_SOURCE_DIR}/librender/librender.h > ${MANUALS}/librender.3
  DEPENDS cmake/header_manual.awk librender/librender.h VERBATIM)
set(WRITTEN ${MANUALS}/librender.3)
install(FILES ${MANUALS}/librender.3 DESTINATION ${CMAKE_INSTALL_MANDIR}/man3 COMPONENT librender-dev)
if(NOT CMAKE_CROSSCOMPILING)
  set(COMPLETIONS ${CMAKE_BINARY_DIR}/completions)
  add_custom_command(OUTPUT ${MANUALS}/man1/profdraw.1
    COMMAND ${CMAKE_COMMAND} -E make_directory ${MANUALS}/man1
    COMMAND profdraw manual -o ${MANUALS}/man1
    DEPENDS profdraw VERBATIM)
  add_custom_command(OUTPUT ${COMPLETIONS}/profdraw ${COMPLETIONS}/_profdraw ${COMPLETIONS}/profdraw.fish
    COMMAND ${CMAKE_COMMAND} -E make_directory ${COMPLETIONS}
    COMMAND profdraw completion bash > ${COMPLETIONS}/profdraw
    COMMAND profdraw completion zsh > ${COMPLETIONS}/_profdraw
    COMMAND profdraw completion fish > ${COMPLETIONS}/profdraw.fish
    DEPENDS profdraw VERBATIM)
  list(APPEND WRITTEN ${MANUALS}/man1/profdraw.1 ${COMPLETIONS}/profdraw)
  install(DIRECTORY ${MANUALS}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT profdraw)
  install(FILES ${COMPLETIONS}/profdraw
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT profdraw)
  install(FILES ${COMPLETIONS}/_profdraw
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT profdraw)
  install(FILES ${COMPLETIONS}/profdraw.fish
    DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT profdraw)
endif()

# ---- the module for Python: its structs are those of librender.h ----------------------------------

set(PROFDRAW_PYTHON_DIR lib/python3/dist-packages CACHE STRING "where the modules for Python go")
set(PROFDRAW_PY ${CMAKE_BINARY_DIR}/bindings/profdraw.py)
add_custom_command(OUTPUT ${PROFDRAW_PY}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/bindings
  COMMAND ${AWK} -v template=${PROJECT_SOURCE_DIR}/bindings/profdraw.py.in -v version=${PROJECT_VERSION}
          -f ${PROJECT_SOURCE_DIR}/cmake/header_fields.awk ${PROJECT_SOURCE_DIR}/librender/librender.h
          > ${PROFDRAW_PY}
  DEPENDS bindings/profdraw.py.in cmake/header_fields.awk librender/librender.h VERBATIM)
list(APPEND WRITTEN ${PROFDRAW_PY})
install(FILES ${PROFDRAW_PY} bindings/profdraw_sphinx.py DESTINATION ${PROFDRAW_PYTHON_DIR}
  COMPONENT python3-profdraw)
add_custom_target(written ALL DEPENDS ${WRITTEN})
