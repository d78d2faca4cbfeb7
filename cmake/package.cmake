# Packages: .deb files of the program, the library, what is needed to build with it, and the modules for
# Python (cpack -G DEB); a source tarball (the target package_source).
set(CPACK_PACKAGE_NAME profdraw)
set(CPACK_PACKAGE_VENDOR "profdraw")
set(CPACK_PACKAGE_CONTACT "The profdraw developers <profdraw@localhost>" CACHE STRING
  "maintainer of the packages")
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_COMPONENTS_ALL profdraw librender0 librender-dev python3-profdraw)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_BINARY_DIR})
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/package_files.cmake)
set(CPACK_PROFDRAW_CHANGES ${PROJECT_SOURCE_DIR}/CHANGELOG.md)

set(same_version "(= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})")
set(CPACK_DEBIAN_PROFDRAW_PACKAGE_NAME profdraw)
set(CPACK_DEBIAN_PROFDRAW_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PROFDRAW_PACKAGE_DEPENDS "librender0 ${same_version}")
set(CPACK_DEBIAN_PROFDRAW_PACKAGE_RECOMMENDS "fonts-liberation")
set(CPACK_COMPONENT_PROFDRAW_DESCRIPTION
  "turns profiles into pictures\nCall graphs, flame graphs, icicles and sunbursts as SVG, PNG and PDF,\nand reports, of the profiles of many languages and tools.")
set(CPACK_DEBIAN_LIBRENDER0_PACKAGE_NAME librender0)
set(CPACK_DEBIAN_LIBRENDER0_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRENDER0_PACKAGE_CONTROL_EXTRA ${CMAKE_BINARY_DIR}/debian/triggers
  ${CMAKE_BINARY_DIR}/debian/shlibs)
file(WRITE ${CMAKE_BINARY_DIR}/debian/triggers "activate-noawait ldconfig\n")
file(WRITE ${CMAKE_BINARY_DIR}/debian/shlibs "librender 0 librender0 (>= ${PROJECT_VERSION})\n"
  "librender-late 0 librender0 (>= ${PROJECT_VERSION})\n")
set(CPACK_COMPONENT_LIBRENDER0_DESCRIPTION
  "library that turns profiles into pictures\nIt reads profiles, filters and compares them, and draws them.")
set(CPACK_DEBIAN_LIBRENDER-DEV_PACKAGE_NAME librender-dev)
set(CPACK_DEBIAN_LIBRENDER-DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBRENDER-DEV_PACKAGE_DEPENDS "librender0 ${same_version}")
set(CPACK_DEBIAN_LIBRENDER-DEV_PACKAGE_SHLIBDEPS OFF)
# what programs need that are linked with the archive
set(CPACK_DEBIAN_LIBRENDER-DEV_PACKAGE_RECOMMENDS
  "libcairo2-dev, libpango1.0-dev, libfontconfig-dev, libgraphviz-dev, libpng-dev, libisal-dev, libzstd-dev, liblzma-dev, libbz2-dev, liblz4-dev, libzip-dev, libxxhash-dev, libpcre2-dev, libexpat1-dev, libiberty-dev")
set(CPACK_COMPONENT_LIBRENDER-DEV_DESCRIPTION
  "library that turns profiles into pictures, to build with\nHeader, archive, manual page, and what pkg-config and CMake need of librender.")
set(CPACK_DEBIAN_PYTHON3-PROFDRAW_PACKAGE_NAME python3-profdraw)
set(CPACK_DEBIAN_PYTHON3-PROFDRAW_PACKAGE_SECTION python)
set(CPACK_DEBIAN_PYTHON3-PROFDRAW_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PYTHON3-PROFDRAW_PACKAGE_DEPENDS
  "python3 (>= 3.8), librender0 (>= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_PYTHON3-PROFDRAW_PACKAGE_SUGGESTS "ipython3, python3-sphinx")
set(CPACK_DEBIAN_PYTHON3-PROFDRAW_PACKAGE_SHLIBDEPS OFF)
set(CPACK_COMPONENT_PYTHON3-PROFDRAW_DESCRIPTION
  "turns profiles into pictures, for Python\nA module with magics for notebooks, and a directive for Sphinx.")

foreach(component ${CPACK_COMPONENTS_ALL})
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${component}
    RENAME copyright COMPONENT ${component})
endforeach()

set(CPACK_SOURCE_GENERATOR TGZ)
set(CPACK_SOURCE_PACKAGE_FILE_NAME profdraw-${PROJECT_VERSION})
set(CPACK_SOURCE_IGNORE_FILES "/\\\\.git" "/build/" "/pictures/" "__pycache__" "\\\\.pyc$")
include(CPack)
