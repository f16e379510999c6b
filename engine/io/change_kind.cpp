#include "engine/io/change_kind.h"

#include <algorithm>

#include "engine/io/experiment.h"

namespace purr {

ChangeKind change_kind(const Experiment& before, const Experiment& after) {
  ChangeKind kind = ChangeKind::none;
  if (before == after) return kind;
  for (const Key& key : keys()) {
    if (key.change > kind && key.get(before) != key.get(after)) kind = key.change;
  }
  return kind;
}

}  // namespace purr
