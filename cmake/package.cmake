# `cpack` in the build folder makes a Debian package.  Two runs over the same programs give the same bytes.
# What its control files say lies in cmake/debian/; its release of this version is counted there, in changelog.in.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME outdesk)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_VENDOR "outdesk")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
# Not the caller's umask decides what others may read.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
# Nobody in particular: an address at a domain that is reserved for examples.  Who distributes the package puts in an own one.
set(OUTDESK_MAINTAINER "outdesk authors <outdesk@outdesk.example>" CACHE STRING "Maintainer of the Debian package")
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${OUTDESK_MAINTAINER}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "toolkit for companies that run other companies' IT")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Requests and their deadlines, reports on service levels, audits of who can
open which folder, verification of backups, equipment, costs, and the
monthly package that a client receives.

Facts go into one store and are never changed there: an append-only, chained
journal. Every figure is computed from them by the client's contract, can be
computed again as of any day, and comes out as text, JSON, CSV, a workbook or
one HTML file, in Russian or English. It is used from the command line, and
there is no server to run.")

# Libraries are found in the programs; tzdata is read, not linked.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS tzdata)
# Packages go to clients by the machine's sendmail; the sample client's file server has access lists.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "acl, default-mta | mail-transport-agent")
# Programs that are run where they are there: repositories that are verified, lists that are read, signatures.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "borgbackup, gnupg, minisign, openssh-client, restic, samba")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${PROJECT_SOURCE_DIR}/cmake/debian/postinst ${PROJECT_SOURCE_DIR}/cmake/debian/prerm ${PROJECT_SOURCE_DIR}/cmake/debian/postrm)

# What Debian wants otherwise than other systems is done to the staged files, and the time of all files set, before they are packed.
set(OUTDESK_DEBIAN_FOLDER ${PROJECT_SOURCE_DIR}/cmake/debian)
set(OUTDESK_DEMO_FOLDER ${PROJECT_SOURCE_DIR}/tests/demo)
configure_file(cmake/debian/before.cmake.in ${CMAKE_BINARY_DIR}/package_before.cmake @ONLY)
configure_file(cmake/debian/stage.cmake.in ${CMAKE_BINARY_DIR}/package_stage.cmake @ONLY)
configure_file(cmake/debian/changelog.in ${CMAKE_BINARY_DIR}/package_changelog @ONLY)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_BINARY_DIR}/package_before.cmake)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_BINARY_DIR}/package_stage.cmake)
# What was built is packed as it is; without this cpack would first build everything, tests too.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
include(CPack)
