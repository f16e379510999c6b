#include "shell/host/browser/hooks.h"

#include <emscripten/em_js.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "engine/run/messages.h"

// clang-format off
EM_JS(void, purr_out_update, (const std::uint8_t* bytes, std::size_t count), {
  Module['onUpdate'](HEAPU8.slice(bytes, bytes + count));
})
EM_JS(void, purr_out_command, (const std::uint8_t* bytes, std::size_t count), {
  Module['onCommand'](HEAPU8.slice(bytes, bytes + count));
})
EM_JS(void, purr_out_link, (const char* link, int is_new_page), {
  Module['onLinkChanged'](UTF8ToString(link), is_new_page !== 0);
})
EM_JS(void, purr_out_action, (const char* name, const char* fields), {
  Module['onAction'](UTF8ToString(name), UTF8ToString(fields));
})
EM_JS(void, purr_out_save,
      (const char* name, const char* type, const std::uint8_t* bytes, std::size_t count), {
        Module['onSave'](UTF8ToString(name), UTF8ToString(type), HEAPU8.slice(bytes, bytes + count));
      })
EM_JS(void, purr_out_event, (const char* name, const char* json), {
  Module['onEvent'](UTF8ToString(name), UTF8ToString(json));
})
EM_JS(void, purr_out_weights, (std::uint32_t token, int layer, int iteration, int rows, int columns,
                               const float* W, const float* b), {
  Module['onReply'](token >>> 0, 'weights', {
    'layer': layer,
    'iteration': iteration,
    'rows': rows,
    'columns': columns,
    'W': HEAPF32.slice(W >> 2, (W >> 2) + rows * columns),
    'b': HEAPF32.slice(b >> 2, (b >> 2) + rows)
  });
})
EM_JS(void, purr_out_batch, (std::uint32_t token, const std::uint8_t* bytes, std::size_t count), {
  Module['onReply'](token >>> 0, 'batch', HEAPU8.slice(bytes, bytes + count));
})
EM_JS(void, purr_out_prediction, (std::uint32_t token, double y_hat), {
  Module['onReply'](token >>> 0, 'prediction', y_hat);
})
// clang-format on

namespace purr::shell::browser {
namespace {

void send(const Command& command) {
  const auto bytes = to_bytes(command);
  purr_out_command(bytes.data(), bytes.size());
}

void change_link(const std::string& link, bool is_new_page) {
  purr_out_link(link.c_str(), is_new_page ? 1 : 0);
}

void act(const HostAction& action) {
  purr_out_action(std::string(name_of(action)).c_str(), fields_json(action).c_str());
}

std::string save(std::string_view name, std::string_view type, const std::string& content) {
  purr_out_save(std::string(name).c_str(), std::string(type).c_str(),
                reinterpret_cast<const std::uint8_t*>(content.data()), content.size());
  return std::string(name);
}

void emit(std::string_view event, const std::string& json) {
  purr_out_event(std::string(event).c_str(), json.c_str());
}

/// JavaScript gets W row by row.
void reply_weights(const WeightsUpdate& update) {
  const auto rows = static_cast<std::size_t>(update.n_out);
  const auto columns = static_cast<std::size_t>(update.n_in);
  std::vector<float> W(rows * columns);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      W[row * columns + column] = update.W[column * rows + row];
    }
  }
  purr_out_weights(update.token, update.layer, update.iteration, update.n_out, update.n_in,
                   W.data(), update.b.data());
}

void reply_prediction(const PredictionReply& reply) {
  purr_out_prediction(reply.token, reply.y_hat);
}

/// As the bytes of the update, which web/shared/messages.js reads.
void reply_batch(const BatchReply& reply) {
  const auto bytes = to_bytes(Update{reply});
  purr_out_batch(reply.token, bytes.data(), bytes.size());
}

}  // namespace

Hooks page_hooks() {
  return {.send = send,
          .link_changed = change_link,
          .act = act,
          .save = save,
          .event = emit,
          .weights = reply_weights,
          .prediction = reply_prediction,
          .batch = reply_batch};
}

void publish_update(const std::vector<std::uint8_t>& bytes) {
  purr_out_update(bytes.data(), bytes.size());
}

}  // namespace purr::shell::browser
