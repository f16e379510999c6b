// Steps of undo and redo, without a window.
#include "shell/app/undo.h"

#include "tests/support/catch.h"

using namespace purr;
using namespace purr::shell;

namespace {

Experiment with_rate(double learning_rate) {
  Experiment settings;
  settings.training.learning_rate = learning_rate;
  return settings;
}

/// Commits the rates one after another; the first is where the history begins.
UndoHistory history_of(std::initializer_list<double> rates) {
  UndoHistory history;
  for (const double rate : rates) {
    if (rate == *rates.begin()) {
      history.reset(with_rate(rate));
    } else {
      history.commit(with_rate(rate));
    }
  }
  return history;
}

}  // namespace

TEST_CASE("a new history has nothing to undo or redo", "[app][unit]") {
  UndoHistory history = history_of({0.1});
  CHECK_FALSE(history.can_undo());
  CHECK_FALSE(history.can_redo());
  Experiment settings = with_rate(0.1);
  history.undo(settings);
  history.redo(settings);
  CHECK(settings == with_rate(0.1));
}

TEST_CASE("undo goes back step by step and redo forward again", "[app][unit]") {
  UndoHistory history = history_of({0.1, 0.2, 0.3});
  Experiment settings = with_rate(0.3);
  history.undo(settings);
  CHECK(settings == with_rate(0.2));
  history.undo(settings);
  CHECK(settings == with_rate(0.1));
  CHECK_FALSE(history.can_undo());
  history.redo(settings);
  CHECK(settings == with_rate(0.2));
  history.redo(settings);
  CHECK(settings == with_rate(0.3));
  CHECK_FALSE(history.can_redo());
}

TEST_CASE("committing equal settings makes no step", "[app][unit]") {
  UndoHistory history = history_of({0.1, 0.2});
  history.commit(with_rate(0.2));
  Experiment settings = with_rate(0.2);
  history.undo(settings);
  CHECK(settings == with_rate(0.1));
  CHECK_FALSE(history.can_undo());
}

TEST_CASE("what undo and redo restored is no new step", "[app][unit]") {
  UndoHistory history = history_of({0.1, 0.2});
  Experiment settings = with_rate(0.2);
  history.undo(settings);
  history.commit(settings);  // the next frame
  CHECK(history.can_redo());
  CHECK_FALSE(history.can_undo());
  history.redo(settings);
  history.commit(settings);
  CHECK(history.can_undo());
  CHECK_FALSE(history.can_redo());
}

TEST_CASE("a change after undo drops what could be redone", "[app][unit]") {
  UndoHistory history = history_of({0.1, 0.2, 0.3});
  Experiment settings = with_rate(0.3);
  history.undo(settings);
  history.commit(with_rate(0.7));
  CHECK_FALSE(history.can_redo());
  settings = with_rate(0.7);
  history.undo(settings);
  CHECK(settings == with_rate(0.2));
}

TEST_CASE("the view makes no step, and no step changes the view", "[app][unit]") {
  UndoHistory history = history_of({0.1});
  Experiment settings = with_rate(0.1);
  settings.view.log_cost = true;
  history.commit(settings);
  CHECK_FALSE(history.can_undo());

  settings.training.learning_rate = 0.2;
  history.commit(settings);
  settings.view.text_scale = 1.5;
  history.undo(settings);
  CHECK(settings.training.learning_rate == 0.1);
  CHECK(settings.view.log_cost);
  CHECK(settings.view.text_scale == 1.5);
  settings.view.text_scale = 2.0;
  history.redo(settings);
  CHECK(settings.training.learning_rate == 0.2);
  CHECK(settings.view.text_scale == 2.0);
}

TEST_CASE("undo while a slider is dragged goes back to before the drag", "[app][unit]") {
  UndoHistory history = history_of({0.1, 0.2});
  Experiment settings = with_rate(0.25);  // not committed
  history.undo(settings);
  CHECK(settings == with_rate(0.1));
  history.redo(settings);
  CHECK(settings == with_rate(0.25));
}

TEST_CASE("the history keeps the newest 200 steps", "[app][unit]") {
  UndoHistory history;
  history.reset(with_rate(1.0));
  constexpr int kSteps = 250;
  for (int i = 1; i <= kSteps; ++i) history.commit(with_rate(1.0 + i));
  Experiment settings = with_rate(1.0 + kSteps);
  int count = 0;
  while (history.can_undo()) {
    history.undo(settings);
    ++count;
  }
  CHECK(count == 200);
  CHECK(settings == with_rate(1.0 + kSteps - 200));
}
