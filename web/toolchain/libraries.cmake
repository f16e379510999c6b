# The libraries that the program stands on: pinned upstream releases, the same versions that
# web/toolchain/unpack takes from Debian and hands over as FETCHCONTENT_SOURCE_DIR_*.
#
# Only their sources are wanted, so SOURCE_SUBDIR names a folder that none of them has: CMake then
# fetches without running their own build files. Headers are SYSTEM: their warnings are not ours.
include(FetchContent)

function(purr_fetch name url tag)
  FetchContent_Declare(${name} GIT_REPOSITORY ${url} GIT_TAG ${tag} GIT_SHALLOW ON
    SOURCE_SUBDIR sources-only)
  FetchContent_MakeAvailable(${name})
  set(${name}_SOURCE_DIR ${${name}_SOURCE_DIR} PARENT_SCOPE)
endfunction()

purr_fetch(imgui https://github.com/ocornut/imgui.git v1.92.2b)
purr_fetch(eigen https://gitlab.com/libeigen/eigen.git 5.0.1)
purr_fetch(json https://github.com/nlohmann/json.git v3.11.3)
purr_fetch(cli11 https://github.com/CLIUtils/CLI11.git v2.6.1)

add_library(purr_eigen INTERFACE)
target_include_directories(purr_eigen SYSTEM INTERFACE ${eigen_SOURCE_DIR})
# Only code under licences that ask nothing of a program that links it.
target_compile_definitions(purr_eigen INTERFACE EIGEN_MPL2_ONLY)

add_library(purr_json INTERFACE)
target_include_directories(purr_json SYSTEM INTERFACE ${json_SOURCE_DIR}/include)

add_library(purr_cli11 INTERFACE)
target_include_directories(purr_cli11 SYSTEM INTERFACE ${cli11_SOURCE_DIR}/include)

# Dear ImGui itself, without a window: the panels and their headless tests need no more.
add_library(purr_imgui STATIC
  ${imgui_SOURCE_DIR}/imgui.cpp
  ${imgui_SOURCE_DIR}/imgui_draw.cpp
  ${imgui_SOURCE_DIR}/imgui_tables.cpp
  ${imgui_SOURCE_DIR}/imgui_widgets.cpp
  ${imgui_SOURCE_DIR}/misc/cpp/imgui_stdlib.cpp)
target_include_directories(purr_imgui SYSTEM PUBLIC
  ${imgui_SOURCE_DIR} ${imgui_SOURCE_DIR}/backends ${imgui_SOURCE_DIR}/misc/cpp)
target_compile_definitions(purr_imgui PUBLIC IMGUI_USER_CONFIG="shell/theme/imgui_config.h")
target_link_libraries(purr_imgui PUBLIC purr_root)

# The window around it: GLFW and OpenGL 3, which are WebGL 2 in a page.
add_library(purr_imgui_glfw STATIC
  ${imgui_SOURCE_DIR}/backends/imgui_impl_glfw.cpp
  ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp)
target_link_libraries(purr_imgui_glfw PUBLIC purr_imgui)

# A frame draws a few thousand triangles: fast code is not worth its size and its building time here.
target_compile_options(purr_imgui PRIVATE ${PURR_SMALL_WORK})
target_compile_options(purr_imgui_glfw PRIVATE ${PURR_SMALL_WORK})
if(EMSCRIPTEN)
  target_link_options(purr_imgui_glfw PUBLIC
    -sUSE_GLFW=3 -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2)
else()
  find_package(OpenGL REQUIRED)
  find_package(glfw3 3.3 REQUIRED)  # Debian: libglfw3-dev
  target_link_libraries(purr_imgui_glfw PUBLIC glfw OpenGL::GL)

  # The course's files are HDF5. The page reads them with h5wasm instead.
  find_package(HDF5 REQUIRED COMPONENTS C)  # Debian: libhdf5-dev
  add_library(purr_hdf5 INTERFACE)
  target_include_directories(purr_hdf5 SYSTEM INTERFACE ${HDF5_C_INCLUDE_DIRS})
  target_link_libraries(purr_hdf5 INTERFACE ${HDF5_C_LIBRARIES})

  # Weights leave as .npz, which is a zip; pictures of the window leave as PNG.
  find_path(PURR_MINIZIP_INCLUDE minizip/zip.h REQUIRED)  # Debian: libminizip-dev
  find_library(PURR_MINIZIP_LIBRARY minizip REQUIRED)
  add_library(purr_minizip INTERFACE)
  target_include_directories(purr_minizip SYSTEM INTERFACE ${PURR_MINIZIP_INCLUDE})
  target_link_libraries(purr_minizip INTERFACE ${PURR_MINIZIP_LIBRARY})
  # The user's pictures, with the libraries that browsers have, so that they come to the same bits.
  find_package(JPEG REQUIRED)  # Debian: libjpeg-dev
  find_package(PNG REQUIRED)  # Debian: libpng-dev
  find_path(PURR_WEBP_INCLUDE webp/demux.h REQUIRED)  # Debian: libwebp-dev
  find_library(PURR_WEBP_LIBRARY webp REQUIRED)
  find_library(PURR_WEBPDEMUX_LIBRARY webpdemux REQUIRED)
  find_path(PURR_LCMS_INCLUDE lcms2.h REQUIRED)  # Debian: liblcms2-dev
  find_library(PURR_LCMS_LIBRARY lcms2 REQUIRED)
  add_library(purr_pictures INTERFACE)
  target_include_directories(purr_pictures SYSTEM INTERFACE
    ${JPEG_INCLUDE_DIRS} ${PNG_INCLUDE_DIRS} ${PURR_WEBP_INCLUDE} ${PURR_LCMS_INCLUDE})
  target_link_libraries(purr_pictures INTERFACE ${JPEG_LIBRARIES} ${PNG_LIBRARIES}
    ${PURR_WEBPDEMUX_LIBRARY} ${PURR_WEBP_LIBRARY} ${PURR_LCMS_LIBRARY})
  find_path(PURR_STB_INCLUDE stb/stb_image_write.h REQUIRED)  # Debian: libstb-dev
  add_library(purr_stb INTERFACE)
  target_include_directories(purr_stb SYSTEM INTERFACE ${PURR_STB_INCLUDE})
endif()

if(PURR_TESTS)
  purr_fetch(catch2 https://github.com/catchorg/Catch2.git v3.7.1)
  # One file instead of a hundred: compiled once per preset, it is the quicker way.
  add_library(purr_catch2 STATIC ${catch2_SOURCE_DIR}/extras/catch_amalgamated.cpp)
  target_include_directories(purr_catch2 SYSTEM PUBLIC ${catch2_SOURCE_DIR}/extras)
  target_compile_options(purr_catch2 PRIVATE -O1)
  set_target_properties(purr_catch2 PROPERTIES PURR_CATCHES ON)
endif()

# The typefaces are made of npm packages; web/serve and its sisters have brought them already.
if(NOT EXISTS ${PROJECT_SOURCE_DIR}/node_modules)
  find_program(PURR_NPM NAMES npm REQUIRED)
  execute_process(COMMAND ${PURR_NPM} ci --ignore-scripts
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} COMMAND_ERROR_IS_FATAL ANY)
endif()

# Where web/build-site.mjs finds the licences of what the page carries.
if(EMSCRIPTEN)
  file(WRITE ${CMAKE_BINARY_DIR}/libraries.json "{
  \"Dear ImGui\": \"${imgui_SOURCE_DIR}\",
  \"Eigen\": \"${eigen_SOURCE_DIR}\",
  \"JSON for Modern C++\": \"${json_SOURCE_DIR}\",
  \"Emscripten, with its GLFW and the C and C++ libraries\": \"${EMSCRIPTEN_ROOT_PATH}\",
  \"musl, the C library\": \"${EMSCRIPTEN_ROOT_PATH}/system/lib/libc/musl\"
}
")
endif()
