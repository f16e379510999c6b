#include "shell/theme/imgui_memory.h"

#include <cstdlib>
#include <new>

#include "imgui.h"

namespace purr::shell {
namespace {

void* allocate(std::size_t size, void* /*unused*/) {
  void* memory = std::malloc(size);  // NOLINT(cppcoreguidelines-no-malloc)
  if (memory == nullptr && size > 0) {
#ifdef __cpp_exceptions
    throw std::bad_alloc();
#else
    std::abort();  // the page then shows its last words, with the link and the state
#endif
  }
  return memory;
}

void release(void* memory, void* /*unused*/) {
  std::free(memory);  // NOLINT(cppcoreguidelines-no-malloc)
}

}  // namespace

void check_imgui_memory() { ImGui::SetAllocatorFunctions(allocate, release); }

}  // namespace purr::shell
