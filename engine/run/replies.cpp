#include "engine/run/replies.h"

#include <string>
#include <utility>

#include "engine/run/watched.h"

namespace purr {

void answer(const AskWeights& question, const RunState& run, Publisher& publisher) {
  WeightsUpdate reply{.layer = question.layer};
  if (run.ready_trainer() != nullptr && question.layer >= 1 &&
      question.layer <= run.layer_count()) {
    reply = weights_of(run, question.layer);
  }
  reply.token = question.token;
  publisher.add(std::move(reply));
}

void answer(const AskPrediction& question, const RunState& run, Publisher& publisher) {
  PredictionReply reply{question.token, kNotMeasured};
  const int n_x = run.dataset ? run.dataset->train.n_x : 0;
  Trainer* trainer = run.ready_trainer();
  if (trainer == nullptr || static_cast<int>(question.pixels.size()) != n_x ||
      !run.dataset->train.is_pixels()) {
    publisher.add(Notice{
        false, {Errc::bad_picture, {std::to_string(n_x), std::to_string(question.pixels.size())}}});
  } else {
    Matrix<double> x(n_x, 1);
    for (int i = 0; i < n_x; ++i) {
      x(i, 0) = run.dataset->train.value(i, question.pixels[static_cast<std::size_t>(i)]);
    }
    reply.y_hat = static_cast<double>(trainer->predict(x)[0]);
  }
  publisher.add(reply);
}

void answer(const AskBatch& question, const RunState& run, Publisher& publisher) {
  BatchReply reply{.token = question.token, .trace = {}};
  if (Trainer* trainer = run.ready_trainer()) {
    const double bytes = trainer->trace_bytes();
    if (bytes <= kMaxTraceBytes) {
      reply.trace = trainer->trace_batch();
    } else {
      publisher.add(Notice{true,
                           {Errc::trace_too_large,
                            {std::to_string(static_cast<int>(bytes / 1e6)),
                             std::to_string(static_cast<int>(kMaxTraceBytes / 1e6))}}});
    }
  }
  publisher.add(std::move(reply));
}

}  // namespace purr
