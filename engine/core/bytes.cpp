#include "engine/core/bytes.h"

namespace purr {

// Not in the header: g++ 12, inlining it into a fresh vector, warns of an overflow that is not
// there.
void ByteWriter::append(const void* from, std::size_t size) {
  if (size == 0) return;
  const std::size_t end = bytes_.size();
  bytes_.resize(end + size);
  std::memcpy(bytes_.data() + end, from, size);
}

}  // namespace purr
