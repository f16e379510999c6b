# Typefaces: assets/fonts/build.mjs makes small TrueType files out of npm packages and C++ files that
# hold them. Defines the targets purr_fonts, the typefaces of every program, and purr_chinese_fonts,
# those that the page fetches as chinese-fonts.bin.gz and that other programs carry inside.
find_program(PURR_NODE NAMES node nodejs REQUIRED)

set(purr_font_dir ${CMAKE_BINARY_DIR}/fonts)
# Which characters are needed follows from every text that can be shown. The script itself looks
# whether they changed, and leaves its output alone when they did not.
file(GLOB_RECURSE purr_font_texts CONFIGURE_DEPENDS
  ${PROJECT_SOURCE_DIR}/assets/strings/* ${PROJECT_SOURCE_DIR}/assets/lessons/*
  ${PROJECT_SOURCE_DIR}/shell/*.cpp ${PROJECT_SOURCE_DIR}/shell/*.h
  ${PROJECT_SOURCE_DIR}/shell/*.inc
  ${PROJECT_SOURCE_DIR}/engine/*.cpp ${PROJECT_SOURCE_DIR}/engine/*.h
  ${PROJECT_SOURCE_DIR}/engine/*.inc)
add_custom_command(
  OUTPUT ${purr_font_dir}/fonts.stamp
  # As a byproduct its age counts by itself: it is compiled again only when it is written again.
  BYPRODUCTS ${purr_font_dir}/font_data.cpp ${purr_font_dir}/chinese_font_data.cpp
    ${purr_font_dir}/chinese-fonts.bin.gz
  COMMAND ${PURR_NODE} ${PROJECT_SOURCE_DIR}/assets/fonts/build.mjs --out ${purr_font_dir}
  DEPENDS ${PROJECT_SOURCE_DIR}/assets/fonts/build.mjs ${PROJECT_SOURCE_DIR}/assets/fonts/sfnt.mjs
    ${PROJECT_SOURCE_DIR}/package-lock.json ${purr_font_texts}
  COMMENT "Fonts"
  VERBATIM)
add_custom_target(purr_font_files DEPENDS ${purr_font_dir}/fonts.stamp)

add_library(purr_fonts STATIC ${purr_font_dir}/font_data.cpp)
add_dependencies(purr_fonts purr_font_files)
target_link_libraries(purr_fonts PRIVATE purr_root)

add_library(purr_chinese_fonts STATIC ${purr_font_dir}/chinese_font_data.cpp)
add_dependencies(purr_chinese_fonts purr_font_files)
target_link_libraries(purr_chinese_fonts PRIVATE purr_root)
