# Run by CPack before it packs .deb files: what Debian wants beside what is installed.  Manual pages are packed; each
# package has the list of changes, and Debian's own, whose date is SOURCE_DATE_EPOCH or now.
if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()
find_program(GZIP gzip REQUIRED)

function(pack file)
  execute_process(COMMAND ${GZIP} -9n ${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
foreach(component ${CPACK_COMPONENTS_ALL})
  set(share ${CPACK_TEMPORARY_DIRECTORY}/${component}${CPACK_PACKAGING_INSTALL_PREFIX}/share)
  file(GLOB_RECURSE pages ${share}/man/*.[0-9])
  foreach(page ${pages})
    pack(${page})
  endforeach()
  file(COPY_FILE ${CPACK_PROFDRAW_CHANGES} ${share}/doc/${component}/changelog)
  file(WRITE ${share}/doc/${component}/changelog.Debian
    "profdraw (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium\n\n"
    "  * What changed stands in changelog.gz.\n\n -- ${CPACK_PACKAGE_CONTACT}  ${now}\n")
  file(CHMOD ${share}/doc/${component}/changelog ${share}/doc/${component}/changelog.Debian
    PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  pack(${share}/doc/${component}/changelog)
  pack(${share}/doc/${component}/changelog.Debian)
endforeach()
