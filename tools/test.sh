#!/bin/sh
# Installs what the tests need, then builds and runs them twice: as released, with warnings as
# errors, and under AddressSanitizer and UndefinedBehaviorSanitizer.
set -eu
here=$(dirname "$0")
cd "$here/.."
. tools/packages.sh
install_packages $BUILD_PACKAGES $TEST_PACKAGES

cmake --preset release -DPROFDRAW_TESTS=ON -DPROFDRAW_WERROR=ON
cmake --build --preset release --parallel "$(nproc)"
cmake --preset sanitize
cmake --build --preset sanitize --parallel "$(nproc)"
ctest --preset release --parallel "$(nproc)"
ctest --preset sanitize --parallel "$(nproc)"
