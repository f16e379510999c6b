// The API of window.purr. See App for what each function does.
#include "shell/host/browser/api.h"

#include "shell/host/browser/json.h"
#include "shell/theme/version.h"

using namespace purr;
using namespace purr::shell;
using namespace purr::shell::browser;

PURR_API char* purr_version() { return give(version_json()); }
PURR_API char* purr_link() { return give(page().app->link()); }
PURR_API void purr_load(const char* link) { page().app->load(link); }
/// Returns a JSON array of sentences: what had to be repaired.
PURR_API char* purr_set(const char* key, const char* value) {
  const Language language = page().app->language();
  return give(json_list(page().app->set(key, value), [language](const Error& note) {
    return quoted(describe(note, language));
  }));
}
PURR_API void purr_play() { page().app->play(); }
PURR_API void purr_pause() { page().app->pause(); }
PURR_API void purr_step(int count) { page().app->step(count); }
PURR_API void purr_run_to(int iteration) { page().app->run_to(iteration); }
PURR_API void purr_rewind() { page().app->rewind(); }
PURR_API char* purr_snapshot() { return give(page().app->snapshot_json()); }
/// Pairs of iteration and cost, lent out until the next call.
PURR_API const double* purr_curve(int of_test, int* count) {
  return lend(page().app->curve(of_test != 0), count);
}
/// The replies come by Module.onReply with the token that is returned.
PURR_API std::uint32_t purr_ask_weights(int layer) { return page().app->ask_weights(layer); }
PURR_API std::uint32_t purr_ask_prediction(const std::uint8_t* pixels, int count) {
  const auto picture = bytes_at(pixels, count);
  return page().app->ask_prediction({picture.begin(), picture.end()});
}
PURR_API std::uint32_t purr_ask_batch() { return page().app->ask_batch(); }
PURR_API void purr_edit_weight(int layer, int unit, int input, double value) {
  page().app->edit_weight(layer, unit, input, value);
}
/// @param outcome  of TrialOutcome; a test accuracy of NaN is that of a run without a test set.
PURR_API void purr_take_trial(std::uint32_t serial, int index, int outcome, double train_accuracy,
                              double test_accuracy) {
  if (index < 0 || outcome < 0 || outcome > static_cast<int>(TrialOutcome::trained)) return;
  page().app->take_trial(serial, static_cast<std::size_t>(index),
                         {.outcome = static_cast<TrialOutcome>(outcome),
                          .train_accuracy = train_accuracy,
                          .test_accuracy = test_accuracy});
}
/// The numbers of App::gradients, lent out until the next call.
PURR_API const double* purr_gradients(int* count) { return lend(page().app->gradients(), count); }
