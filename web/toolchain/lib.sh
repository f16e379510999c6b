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

# is_at_least OLDEST VERSION
is_at_least() { [[ $(printf '%s\n' "$1" "$2" | sort -V | head -n1) == "$1" ]]; }

# alive WHAT COMMAND... : runs COMMAND; where stderr is no terminal, a line every 15 seconds says that
# WHAT is still going on. WHAT may be a function that prints more each time it is called.
alive() {
  local what=$1 status=0 pulse
  shift
  if [[ -t 2 ]]; then
    "$@"
    return
  fi
  pulse "$what" 9>&- &
  pulse=$!
  "$@" || status=$?
  kill "$pulse" 2>/dev/null || true
  wait "$pulse" 2>/dev/null || true
  return "$status"
}
# The loop behind alive. Its sleep outlives it by seconds, so it keeps no file of the caller open.
pulse() {
  local begin=$SECONDS
  while sleep 15 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
    if [[ $(type -t "$1") == function ]]; then say "$("$1") ($((SECONDS - begin)) s)"; else
      say "still $1 ($((SECONDS - begin)) s)"; fi
  done
}

# --- what must be installed ---

# Derivatives have other packages and name no mirror of Debian; they count as another system.
on_debian() { command -v dpkg-query >/dev/null && grep -qx 'ID=debian' /etc/os-release; }
is_installed() { dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

apt_update() { apt-get -q update >/dev/null; }
apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" </dev/null >/dev/null
}

# missing_commands COMMAND=PACKAGE... : the packages of those commands that are not on PATH. A tool
# that was installed from elsewhere is as good as Debian's.
missing_commands() {
  local pair
  for pair in "$@"; do command -v "${pair%%=*}" >/dev/null || printf '%s\n' "${pair#*=}"; done
}

# missing_packages PACKAGE... : those that dpkg does not have.
missing_packages() {
  local package
  for package in "$@"; do is_installed "$package" || printf '%s\n' "$package"; done
}

# missing_for PURPOSE : the missing Debian packages for one purpose: node, build (what native and web
# have in common), native or web.
missing_for() {
  case $1 in
    node) missing_commands node=nodejs npm=npm ;;
    native)
      missing_for build
      missing_commands "${CXX:-g++}=g++"
      missing_packages libglfw3-dev libgl-dev libhdf5-dev libjpeg-dev liblcms2-dev \
        libminizip-dev libpng-dev libstb-dev libwebp-dev
      ;;
    web)
      missing_for build
      missing_commands python3=python3
      emcc_on_path_is_recent || missing_commands patchelf=patchelf
      ;;
    build)
      missing_for node
      missing_commands cmake=cmake ninja=ninja-build ccache=ccache xz=xz-utils
      missing_packages ca-certificates
      # The program names the commit that it was built of.
      [[ ! -e $PURR_ROOT/.git ]] || missing_commands git=git
      ;;
  esac
}

# need PURPOSE... [-- PACKAGE...] : installs everything that is missing for all purposes and the
# packages besides, after naming it in one sentence; then checks versions. Called before any work.
need() {
  local purpose purposes=() missing=() gone=()
  while (($#)) && [[ $1 != -- ]]; do
    purposes+=("$1")
    shift
  done
  shift $(($# > 0))
  on_debian || { need_elsewhere "${purposes[@]}"; return; }
  mapfile -t missing < <(
    {
      for purpose in "${purposes[@]}"; do missing_for "$purpose"; done
      missing_packages "$@"
    } | sort -u
  )
  if ((${#missing[@]})); then
    [[ $(id -u) == 0 ]] ||
      fail "some Debian packages are missing; get them with: sudo apt-get install ${missing[*]}"
    say "installing from Debian: ${missing[*]}"
    # A fresh machine has no package lists, an old one has stale lists: update first.
    alive "getting the package lists" retry 3 apt_update ||
      fail "apt-get update does not work; is there a network?"
    for purpose in "${missing[@]}"; do
      [[ -n $(apt-cache madison "$purpose" 2>/dev/null) ]] || gone+=("$purpose")
    done
    ((${#gone[@]} == 0)) ||
      fail "this system's package lists do not have: ${gone[*]} (Debian 12 has them)"
    alive "installing packages" retry 3 apt_install "${missing[@]}" ||
      fail "apt-get could not install: ${missing[*]}"
  fi
  check_versions "${purposes[@]}"
}

# On another system nothing can be installed from here: the missing commands are named instead.
need_elsewhere() {
  local purpose missing=()
  mapfile -t missing < <(
    {
      missing_commands node=node npm=npm
      for purpose in "$@"; do
        [[ $purpose == node ]] || missing_commands cmake=cmake ninja=ninja git=git flock=flock
        [[ $purpose != native ]] || missing_commands "${CXX:-c++}=${CXX:-c++}"
        [[ $purpose != web ]] || missing_commands emcc=emcc
      done
    } | sort -u
  )
  ((${#missing[@]} == 0)) ||
    fail "this is not a Debian system, and these commands are missing here: ${missing[*]}"
  check_versions "$@"
}

# check_versions PURPOSE... : stops with one sentence when a tool is older than the code needs.
check_versions() {
  local purpose old=() oldest_node
  # old_tool NAME OLDEST VERSION
  old_tool() { is_at_least "$2" "$3" || old+=("$1 $3 (needed: $2 or later)"); }
  oldest_node=$(sed -n 's/.*"node": "[^0-9]*\([0-9.]*\).*/\1/p' "$PURR_ROOT/package.json")
  old_tool Node "$oldest_node" "$(node --version | tr -d v)"
  for purpose in "$@"; do
    [[ $purpose == node ]] || old_tool CMake 3.25 "$(cmake --version | sed -n '1s/[^0-9]*//p')"
    [[ $purpose != native || -n ${CXX:-} ]] || ! command -v g++ >/dev/null ||
      old_tool g++ 12 "$(g++ -dumpversion)"
    [[ $purpose != web ]] || on_debian || emcc_on_path_is_recent ||
      old+=("emcc (needed: $PURR_OLDEST_EMCC or later)")
  done
  ((${#old[@]} == 0)) || fail "too old here: $(printf '%s\n' "${old[@]}" | sort -u | paste -sd, -)"
}

npm_ci() { (cd "$PURR_ROOT" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2); }

# npm packages exactly as package-lock.json names them; no work while the lock is the same.
need_npm_packages() {
  local stamp=$PURR_ROOT/node_modules/.purr-lock lock
  (
    mkdir -p "$PURR_CACHE"
    flock 9
    lock=$(cat "$PURR_ROOT/package.json" "$PURR_ROOT/package-lock.json" | sha256sum)
    if [[ ! -f $stamp || $(<"$stamp") != "$lock" ]]; then
      say "getting the npm packages"
      alive "getting the npm packages" retry 3 npm_ci || fail "npm ci does not work; see the messages above"
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
  is_at_least "$PURR_OLDEST_EMCC" "${version%%-*}"
}

# Sets PURR_CMAKE_SOURCES, the settings by which CMake finds the libraries' sources.
need_libraries() {
  local folder
  PURR_CMAKE_SOURCES=()
  # On another system CMake fetches the pinned upstream releases itself.
  on_debian || return 0
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
  on_debian ||
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
    # Another clone of the same sources finds the same objects. What was included is read from the
    # compiler's list; else ccache would preprocess every file first. Precompiled headers are kept only
    # with this sloppiness, which does no harm: nothing of ours says the time of its compilation.
    local ccache=("CCACHE_BASEDIR=$PURR_ROOT" CCACHE_NOHASHDIR=1 CCACHE_DEPEND=1
      CCACHE_SLOPPINESS=pch_defines,time_macros)
    if [[ $preset == web ]]; then
      # emcc calls ccache itself, before clang, whose precompiled headers hold this folder's path.
      export EM_COMPILER_WRAPPER=ccache "${ccache[@]}" "CCACHE_NAMESPACE=$PURR_ROOT"
    else
      # As part of the command they also hold for somebody who calls Ninja by hand.
      settings+=("-DCMAKE_CXX_COMPILER_LAUNCHER=$(IFS=';'; echo "env;${ccache[*]};ccache")")
    fi
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
  local preset=$1
  build_log=$PURR_ROOT/build/$preset/build.log
  shift
  # Ninja rewrites one line of a terminal; elsewhere that would be a line for every file.
  if [[ -t 2 ]]; then
    cmake --build "$PURR_ROOT/build/$preset" --target "$@" >&2 && return 0
  else
    alive build_progress build_to_log "$PURR_ROOT/build/$preset" "$@" && return 0
    grep -v '^\[[0-9]*/' "$build_log" >&2
  fi
  fail "the build in build/$preset failed; see the messages above"
}
build_to_log() {
  local folder=$1
  shift
  cmake --build "$folder" --target "$@" >"$build_log" 2>&1
}
# The last of Ninja's lines, which begin with "[steps done/all steps]".
build_progress() {
  sed -n 's|^\[\([0-9]*\)/\([0-9]*\)\].*|building: \1 of \2 steps done|p' "$build_log" |
    tail -n1 | grep . || echo building
}

# build_native PRESET TARGET...
build_native() {
  need native
  need_libraries
  need_npm_packages  # the fonts are made of some
  configure "$1"
  build "$@"
}

# build_wasm TARGET...
build_wasm() {
  need web
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
