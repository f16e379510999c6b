#include "engine/train/checkpoint.h"

#include "engine/core/bytes.h"
#include "engine/core/check.h"
#include "engine/model/matrix_bytes.h"

namespace purr {

template <class Real>
std::vector<std::uint8_t> save(const TrainingState<Real>& state) {
  ByteWriter out;
  out.put(state.iteration);
  out.put(state.next_example);
  out.put(state.update_count);
  out.put(state.step_count);
  out.put(static_cast<std::uint8_t>(state.has_failed));
  state.first->save(out);
  for (std::size_t l = 0; l < state.parameters.size(); ++l) {
    const auto& [W, b] = state.parameters[l];
    const auto& [of_W, of_b] = state.moments[l];
    save_matrix(out, W);
    save_matrix(out, b);
    for (const Matrix<Real>* average : {&of_W.v, &of_W.s, &of_b.v, &of_b.s}) {
      save_matrix(out, *average);
    }
  }
  return out.take();
}

template <class Real>
void load(std::span<const std::uint8_t> bytes, TrainingState<Real>& state) {
  ByteReader in(bytes);
  state.iteration = in.get<std::int32_t>();
  const auto next_example = in.get<std::int32_t>();
  state.update_count = in.get<std::int64_t>();
  state.step_count = in.get<std::int64_t>();
  state.has_failed = in.get_bool();
  state.first->load(in);
  for (std::size_t l = 0; l < state.parameters.size(); ++l) {
    auto& [W, b] = state.parameters[l];
    auto& [of_W, of_b] = state.moments[l];
    load_matrix(in, W);
    load_matrix(in, b);
    for (Matrix<Real>* average : {&of_W.v, &of_W.s, &of_b.v, &of_b.s}) load_matrix(in, *average);
  }
  PURR_CHECK(in.ok() && in.at_end());
  state.is_broken = !state.is_finite();
  state.begin_epoch();
  state.next_example = next_example;
}

#define PURR_INSTANTIATE(Real)                                               \
  template std::vector<std::uint8_t> save<Real>(const TrainingState<Real>&); \
  template void load<Real>(std::span<const std::uint8_t>, TrainingState<Real>&);
PURR_INSTANTIATE(float)
PURR_INSTANTIATE(double)
#undef PURR_INSTANTIATE

}  // namespace purr
