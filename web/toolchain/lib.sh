# shellcheck shell=bash
# What web/serve, shell/run and tests/run share. Sourced, never run.
#
# Everything that these functions say goes to stderr, so that stdout belongs to the command.

PURR_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PURR_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/purrceptron
readonly PURR_ROOT PURR_CACHE
# The oldest emcc whose clang reads our C++23 and whose SIMD headers are complete.
readonly PURR_OLDEST_EMCC=3.1.69

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "error: $*"
  exit 1
}

# retry TIMES COMMAND... : mirrors and registries have a bad minute now and then.
retry() {
  local times=$1 try
  shift
  for ((try = 1; try <= times; try++)); do
    "$@" && return 0
    ((try == times)) || {
      say "that failed, trying again (${try} of ${times})"
      sleep $((try * 3))
    }
  done
  return 1
}

is_installed() { dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

apt_update() { apt-get -q update >/dev/null; }
apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" </dev/null >/dev/null
}

# need_packages PACKAGE... : installs the Debian packages that are missing; no work when all are there.
need_packages() {
  local package missing=()
  command -v dpkg-query >/dev/null ||
    { say "this is no Debian system; going on with what is here"; return 0; }
  for package in "$@"; do is_installed "$package" || missing+=("$package"); done
  ((${#missing[@]})) || return 0
  [[ $(id -u) == 0 ]] ||
    fail "some Debian packages are missing; get them with: sudo apt-get install ${missing[*]}"
  say "installing from Debian: ${missing[*]}"
  # A fresh machine has no package lists, an old one has stale lists: update first.
  retry 3 apt_update || fail "apt-get update does not work; is there a network?"
  retry 3 apt_install "${missing[@]}" || fail "apt-get could not install: ${missing[*]}"
}

need_node() {
  # A Node that somebody installed from elsewhere is as good as Debian's.
  command -v node >/dev/null || need_packages nodejs
  command -v npm >/dev/null || need_packages npm
  node -e 'process.exit(process.versions.node.split(".")[0] >= 18 ? 0 : 1)' ||
    fail "Node $(node --version) is too old; version 18 or later is needed"
}

npm_ci() { (cd "$PURR_ROOT" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2); }

# npm packages exactly as package-lock.json names them; no work while the lock is the same.
need_npm_packages() {
  need_node
  local stamp=$PURR_ROOT/node_modules/.purr-lock lock
  (
    mkdir -p "$PURR_CACHE"
    flock 9
    lock=$(cat "$PURR_ROOT/package.json" "$PURR_ROOT/package-lock.json" | sha256sum)
    if [[ ! -f $stamp || $(<"$stamp") != "$lock" ]]; then
      say "getting the npm packages"
      retry 3 npm_ci || fail "npm ci does not work; see the messages above"
      printf '%s\n' "$lock" >"$stamp"
    fi
  ) 9>"$(lock_file npm)"
}

# lock_file NAME : the path of a lock that two commands started at once take in turn.
lock_file() {
  mkdir -p "$PURR_CACHE"
  printf '%s/%s.lock\n' "$PURR_CACHE" "$1"
}

emcc_on_path_is_recent() {
  local version
  command -v emcc >/dev/null || return 1
  version=$(emcc -dumpversion 2>/dev/null) || return 1
  [[ $(printf '%s\n' "$PURR_OLDEST_EMCC" "${version%%-*}" | sort -V | head -n1) == "$PURR_OLDEST_EMCC" ]]
}

# Sets PURR_CMAKE_SOURCES, the settings by which CMake finds the libraries' sources.
need_libraries() {
  local folder
  PURR_CMAKE_SOURCES=()
  # On another system CMake fetches the pinned upstream releases itself.
  command -v dpkg-query >/dev/null || return 0
  folder=$("$PURR_ROOT/web/toolchain/unpack" libraries) || exit 1
  PURR_CMAKE_SOURCES=(
    -DFETCHCONTENT_FULLY_DISCONNECTED=ON
    "-DFETCHCONTENT_SOURCE_DIR_IMGUI=$folder/src/imgui"
    "-DFETCHCONTENT_SOURCE_DIR_EIGEN=$folder/src/eigen"
    "-DFETCHCONTENT_SOURCE_DIR_CATCH2=$folder/src/catch2"
    "-DFETCHCONTENT_SOURCE_DIR_JSON=$folder/src/json"
    "-DFETCHCONTENT_SOURCE_DIR_CLI11=$folder/src/cli11"
  )
}

# An emcc of your own on PATH is used when it is recent enough; otherwise one is unpacked.
need_emscripten() {
  local folder
  emcc_on_path_is_recent && return 0
  command -v dpkg-query >/dev/null ||
    fail "Emscripten is missing: install emsdk, emcc $PURR_OLDEST_EMCC or newer, and put it on PATH"
  folder=$("$PURR_ROOT/web/toolchain/unpack" compiler) || exit 1
  # shellcheck disable=SC1091  # written by unpack
  source "$folder/env.sh"
}

# configure PRESET [WRAPPER...] : runs CMake when the preset's folder is new or its settings have
# changed; Ninja runs it again by itself when a CMakeLists.txt changes.
configure() {
  local preset=$1 stamp=$PURR_ROOT/build/$1/.configured key
  local settings=("${PURR_CMAKE_SOURCES[@]}")
  shift
  if command -v ccache >/dev/null; then
    export EM_COMPILER_WRAPPER=ccache  # emcc calls ccache itself, before clang
    [[ $preset == web ]] || settings+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    # Another clone of the same sources finds the same objects.
    export CCACHE_BASEDIR=$PURR_ROOT CCACHE_NOHASHDIR=1
  fi
  key=$(printf '%s\n' "$@" "$(command -v emcc || true)" "${settings[@]}"
    cat "$PURR_ROOT/CMakePresets.json")
  if [[ ! -f $stamp || $(<"$stamp") != "$key" || ! -f $PURR_ROOT/build/$preset/build.ninja ]]; then
    say "configuring build/$preset"
    # A cache of another compiler or folder would win over the settings.
    rm -f "$PURR_ROOT/build/$preset/CMakeCache.txt"
    (cd "$PURR_ROOT" && "$@" cmake --preset "$preset" "${settings[@]}" >&2) ||
      fail "CMake could not configure build/$preset; see the messages above"
    printf '%s\n' "$key" >"$stamp"
  fi
}

# build PRESET TARGET... : quiet when there is nothing to do.
build() {
  local preset=$1 log=$PURR_ROOT/build/$1/build.log
  shift
  # Ninja rewrites one line of a terminal; elsewhere that would be a line for every file.
  if [[ -t 2 ]]; then
    cmake --build "$PURR_ROOT/build/$preset" --target "$@" >&2 && return 0
  else
    cmake --build "$PURR_ROOT/build/$preset" --target "$@" >"$log" 2>&1 && return 0
    grep -v '^\[[0-9]*/' "$log" >&2
  fi
  fail "the build in build/$preset failed; see the messages above"
}

# build_native PRESET TARGET...
build_native() {
  need_packages g++ cmake ninja-build ccache libglfw3-dev libgl-dev libhdf5-dev libminizip-dev libstb-dev
  need_libraries
  need_npm_packages  # the fonts are made of some
  configure "$1"
  build "$@"
}

# build_wasm TARGET...
build_wasm() {
  need_packages cmake ninja-build ccache python3
  need_libraries
  need_emscripten
  need_npm_packages  # the fonts are made of some
  configure web emcmake
  build web "$@"
}

# The whole page in build/site.
build_page() {
  build_wasm purrceptron_web purr_bench_page
  node "$PURR_ROOT/web/build-site.mjs" >&2 || fail "build/site could not be assembled"
}
