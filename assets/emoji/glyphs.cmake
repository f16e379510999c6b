# Emoji: assets/emoji/build.mjs makes a pack of small glyphs out of npm packages. The page fetches it
# when somebody chooses emoji; the native program carries it inside. Defines the target
# purr_glyph_files and, natively, the library purr_glyphs.
find_program(PURR_NODE NAMES node nodejs REQUIRED)

set(PURR_GLYPH_DIR ${CMAKE_BINARY_DIR}/glyphs)
add_custom_command(
  OUTPUT ${PURR_GLYPH_DIR}/glyphs.stamp
  BYPRODUCTS ${PURR_GLYPH_DIR}/glyph_data.cpp ${PURR_GLYPH_DIR}/glyphs.bin
    ${PURR_GLYPH_DIR}/glyphs.bin.gz ${PURR_GLYPH_DIR}/emoji-credits.txt
  COMMAND ${PURR_NODE} ${PROJECT_SOURCE_DIR}/assets/emoji/build.mjs --out ${PURR_GLYPH_DIR}
  DEPENDS ${PROJECT_SOURCE_DIR}/assets/emoji/build.mjs ${PROJECT_SOURCE_DIR}/assets/emoji/names.json
    ${PROJECT_SOURCE_DIR}/package-lock.json
  COMMENT "Emoji glyphs"
  VERBATIM)
add_custom_target(purr_glyph_files DEPENDS ${PURR_GLYPH_DIR}/glyphs.stamp)

if(NOT EMSCRIPTEN)
  find_package(ZLIB REQUIRED)  # Debian: zlib1g-dev, which libminizip-dev brings
  add_library(purr_glyphs STATIC ${PURR_GLYPH_DIR}/glyph_data.cpp)
  add_dependencies(purr_glyphs purr_glyph_files)
  target_link_libraries(purr_glyphs PRIVATE purr_root)
endif()
