# Writes OUT (version.inc) with the version and the commit of the checkout, only when they changed.
# Run as: cmake -DOUT=… -DVERSION=… -DROOT=… -P version.cmake
execute_process(COMMAND git -C ${ROOT} rev-parse --short HEAD
  OUTPUT_VARIABLE COMMIT ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE FAILED)
if(FAILED OR COMMIT STREQUAL "")
  set(COMMIT "unknown")
endif()
set(TEXT "#define PURR_VERSION \"${VERSION}\"\n#define PURR_COMMIT \"${COMMIT}\"\n")
if(EXISTS ${OUT})
  file(READ ${OUT} BEFORE)
endif()
if(NOT "${BEFORE}" STREQUAL "${TEXT}")
  file(WRITE ${OUT} "${TEXT}")
endif()
