#include "shell/app/undo.h"

#include <utility>

namespace purr::shell {

Experiment without_view(Experiment settings) {
  settings.view = {};
  return settings;
}

void UndoHistory::reset(const Experiment& settings) {
  committed_ = settings;
  past_.clear();
  future_.clear();
}

void UndoHistory::commit(const Experiment& settings) {
  if (without_view(settings) == without_view(committed_)) return;
  past_.push_back(std::exchange(committed_, settings));
  if (past_.size() > kMaxSteps) past_.erase(past_.begin());
  future_.clear();
}

void UndoHistory::undo(Experiment& settings) { move(settings, past_, future_); }
void UndoHistory::redo(Experiment& settings) { move(settings, future_, past_); }

void UndoHistory::move(Experiment& settings, std::vector<Experiment>& from,
                       std::vector<Experiment>& to) {
  if (from.empty()) return;
  to.push_back(settings);
  const ViewSpec view = settings.view;
  settings = std::move(from.back());
  from.pop_back();
  settings.view = view;
  committed_ = settings;
}

}  // namespace purr::shell
