# The apt packages (Debian 12 and 13; Ubuntu 24.04 has the same names), and how they are installed.  Sourced by its neighbours.

BUILD_PACKAGES="build-essential cmake pkg-config libcairo2-dev libpango1.0-dev libfontconfig-dev
libgraphviz-dev libpng-dev libisal-dev libzstd-dev liblzma-dev libbz2-dev liblz4-dev libzip-dev
libxxhash-dev libpcre2-dev libexpat1-dev libiberty-dev fonts-liberation"

# Oracles that are large are used when they are there: valgrind, perf, Go, other Pythons.
TEST_PACKAGES="python3 libcmocka-dev libjansson-dev zlib1g-dev graphviz abigail-tools doxygen"

# What CI has beside: with these no test is skipped but those of other profilers.
CI_PACKAGES="bash-completion chromium cppcheck curl fish gcovr lintian man-db
python3-ipykernel python3-nbconvert python3-sphinx valgrind zsh"

# install_packages NAME…: asks for root's rights only when something is missing.
install_packages()
{
    missing=""
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    as_root=""
    [ "$(id -u)" = 0 ] || as_root=sudo
    $as_root apt-get update
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends $missing
}
