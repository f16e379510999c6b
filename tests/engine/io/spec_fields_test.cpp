#include <string>
#include <tuple>
#include <vector>

#include "engine/io/experiment.h"
#include "engine/run/message_fields.h"
#include "tests/support/catch.h"

namespace purr {

PURR_FIELDS(NetworkSpec, hidden, activation, leaky_slope, init, init_scale, seed)
PURR_FIELDS(TrainingSpec, optimizer, learning_rate, momentum, beta2, epsilon, epsilon_inside,
            batch_size, shuffle_seed, l2, keep_prob, dropout_seed, decay, iterations, stop_cost,
            stop_gradient, stop_patience, stop_seconds, frozen, precision, solver)
PURR_FIELDS(ViewSpec, instant, pace, text_scale, example, example_set, log_cost, log_iteration,
            log_gradients, theme, language)
PURR_FIELDS(AddressSpec, train, test)
PURR_FIELDS(Experiment, preset, data, addresses, network, training, view)

namespace {

// Other values of a field, one of which is legal.
std::vector<bool> others(bool value) { return {!value}; }
std::vector<int> others(int value) { return {value + 1}; }
std::vector<double> others(double value) { return {0.5 * value + 0.01, value + 0.125}; }
std::vector<std::string> others(const std::string&) { return {"c2w2-adam", "https://a.org/x.h5"}; }
std::vector<std::vector<std::string>> others(const std::vector<std::string>&) {
  return {{"Age", "a, b"}};
}
std::vector<std::vector<int>> others(const std::vector<int>&) { return {{1, 2}}; }
std::vector<std::vector<Activation>> others(const std::vector<Activation>&) {
  return {{Activation::tanh}};
}
std::vector<std::vector<Frozen>> others(const std::vector<Frozen>&) { return {{Frozen{1, 2, 3}}}; }
template <class Enum>
requires std::is_enum_v<Enum> std::vector<Enum> others(Enum value) {
  return {static_cast<Enum>(value == Enum{} ? 1 : 0)};
}

/// Whether a link carries a change of every field of `part`, which lies in `experiment`.
template <class Spec>
void check_fields(Experiment& experiment, Spec& part) {
  std::size_t i = 0;
  const auto check = [&](auto& field) {
    CAPTURE(Fields<Spec>::kName, Fields<Spec>::kNames[i]);
    ++i;
    if constexpr (HasFields<std::remove_reference_t<decltype(field)>>) {
      check_fields(experiment, field);
    } else {
      const auto before = field;
      bool is_carried = false;
      for (const auto& other : others(before)) {
        field = other;
        const Reading reading = read_experiment(write_experiment(experiment));
        is_carried = is_carried || (reading.notes.empty() && reading.experiment == experiment);
      }
      CHECK(is_carried);
      field = before;
    }
  };
  std::apply([&](auto&... field) { (check(field), ...); }, Fields<Spec>::tie(part));
}

// A field without a row in the table of keys would be lost on the way to the trainer. One that is
// not in the lists above does not compile.
TEST_CASE("every field of an experiment has a key that carries it", "[io][unit]") {
  Experiment experiment;
  check_fields(experiment, experiment);
}

}  // namespace
}  // namespace purr
