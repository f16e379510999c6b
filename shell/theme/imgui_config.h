// Compile-time settings of Dear ImGui for this program; every file that includes imgui.h sees them
// because the imgui target defines IMGUI_USER_CONFIG="shell/theme/imgui_config.h".
#pragma once

// A plot with several long curves passes 65,536 vertices in one draw list; 16-bit indices would
// wrap around and corrupt the picture.
#define ImDrawIdx unsigned int

// A name typed by the user may have letters beyond the basic multilingual plane.
#define IMGUI_USE_WCHAR32

// Leaves out what the program does not use.
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_FONT
