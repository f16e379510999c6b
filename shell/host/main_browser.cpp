// The page's doorway: every call between web/shared/bridge.js and the program, and nothing else.
//
// The same module runs twice. In the page `purr_page_*` and what follows draw the App; in the
// worker `purr_worker_*` train. They exchange bytes of engine/run/messages.h, which
// web/shared/bridge.js carries.
//
// Text that comes in is UTF-8 and belongs to the caller; text that goes out is UTF-8 from malloc,
// and the caller frees it.
#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/data/resize.h"
#include "engine/run/experiment_run.h"
#include "engine/run/training_run.h"
#include "shell/app/app.h"
#include "shell/host/platform_browser.h"
#include "shell/program/files/table_reader.h"
#include "shell/theme/theme.h"
#include "shell/theme/version.h"
#include "shell/view/my_pictures.h"
#include "shell/view/summary.h"
#include "shell/widgets/widgets.h"

// --- out: what the program calls; bytes are copied, so that the page may transfer them ---------
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
EM_JS(void, purr_out_action, (const char* name, const char* argument), {
  Module['onAction'](UTF8ToString(name), UTF8ToString(argument));
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

namespace {

using namespace purr;
using namespace purr::shell;

std::unique_ptr<TrainingRun> run;  // of the worker's instance

/// Of an instance that is a worker of the pool.
std::unique_ptr<ExperimentRun> experiment;
std::vector<double> pool_curve;  ///< lent out by purr_experiment_curve
ExperimentRun& pool_run() {
  if (!experiment) experiment = std::make_unique<ExperimentRun>(kMaxPageMatrixBytes);
  return *experiment;
}

struct Page {
  Surface surface;
  std::unique_ptr<App> app;
  BroughtData brought;        ///< waits for purr_bring_done
  std::vector<double> curve;  ///< lent out by purr_curve
};
std::unique_ptr<Page> page;  // of the page's instance
std::unique_ptr<Shrinker> shrinker;

char* give(const std::string& text) {
  char* copy = static_cast<char*>(std::malloc(text.size() + 1));
  if (copy != nullptr) std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

std::span<const std::uint8_t> bytes_at(const std::uint8_t* bytes, int count) {
  return {bytes, static_cast<std::size_t>(count < 0 ? 0 : count)};
}

std::string quoted(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      json += "\\u00";
      json += {kDigits[static_cast<unsigned char>(c) >> 4U],
               kDigits[static_cast<unsigned char>(c) & 15U]};
    } else {
      json += c;
    }
  }
  return json + '"';
}

std::string json_number(double value) {
  if (!std::isfinite(value)) return "null";
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return {digits.data(), end};
}

template <class Items, class Write>
std::string json_list(const Items& items, const Write& write) {
  std::string json = "[";
  for (const auto& item : items) {
    if (json.size() > 1) json += ',';
    json += write(item);
  }
  return json + ']';
}

std::string control_json(const Control& control) {
  std::string json = "{\"id\":" + quoted(control.id) +
                     ",\"role\":" + quoted(role_name(control.role)) +
                     ",\"label\":" + quoted(control.label) + ",\"text\":" + quoted(control.value);
  if (control.max > control.min) {
    json += ",\"min\":" + json_number(control.min) + ",\"max\":" + json_number(control.max) +
            ",\"step\":" + json_number(control.step) + ",\"now\":" + json_number(control.now);
  }
  if (!control.options.empty()) json += ",\"options\":" + json_list(control.options, quoted);
  const auto flag = [&](const char* name, bool is_set) {
    if (is_set) json += std::string(",\"") + name + "\":true";
  };
  flag("checked", control.checked);
  flag("selected", control.selected);
  flag("expanded", control.expanded);
  flag("disabled", control.disabled);
  flag("focused", control.focused);
  const float zoom = theme().zoom;
  const std::array<float, 4> rect{control.x * zoom, control.y * zoom, control.width * zoom,
                                  control.height * zoom};
  return json + ",\"rect\":" + json_list(rect, [](float value) { return json_number(value); }) +
         '}';
}

/// The mirror asks for what is newer than it knows; both counts only grow, so their sum tells.
std::uint32_t revision_of(const ControlRegistry& controls) {
  return static_cast<std::uint32_t>(controls.revision() + controls.layout_revision());
}

/// An action by the name and with the one text that web/page/loader.js looks for.
struct PageAction {
  const char* name;
  std::string argument{};
};
PageAction page_action(const PickFiles&) { return {"pick-files"}; }
PageAction page_action(const PickPictures& a) { return {"pick-pictures", std::to_string(a.label)}; }
PageAction page_action(const PickFolder& a) { return {"pick-folder", std::to_string(a.label)}; }
PageAction page_action(const OpenCamera&) { return {"camera"}; }
PageAction page_action(const CancelPictures&) { return {"cancel-pictures"}; }
PageAction page_action(const CopyText& a) { return {"copy", a.text}; }
PageAction page_action(const OpenPage& a) { return {"open", a.address}; }
PageAction page_action(const SetCursor& a) { return {"cursor", a.shape}; }
PageAction page_action(const SetTheme& a) { return {"theme", a.is_dark ? "dark" : "light"}; }
PageAction page_action(const SetLanguage& a) {
  return {"language", a.language == Language::chinese ? "zh" : "en"};
}
PageAction page_action(const PlaceTextInput& a) {
  return {"text-input", a.is_active ? fields_json(a) : "null"};
}
PageAction page_action(const SavePicture& a) {
  return {"save-picture", number_text(a.x) + " " + number_text(a.y) + " " + number_text(a.width) +
                              " " + number_text(a.height) + " " + a.file_name};
}
PageAction page_action(const SaveWeights& a) { return {"save-weights", a.file_name}; }
PageAction page_action(const RememberArrangement& a) { return {"remember", a.arrangement}; }
PageAction page_action(const FetchGlyphs&) { return {"need-glyphs"}; }
PageAction page_action(const FetchData& a) { return {"fetch-data", a.train + " " + a.test}; }

void act_in_page(const HostAction& action) {
  const PageAction page_form = std::visit([](const auto& a) { return page_action(a); }, action);
  purr_out_action(page_form.name, page_form.argument.c_str());
}

Hooks page_hooks() {
  return {
      .send =
          [](Command command) {
            const auto bytes = to_bytes(command);
            purr_out_command(bytes.data(), bytes.size());
          },
      .link_changed = [](const std::string& link,
                         bool is_new_page) { purr_out_link(link.c_str(), is_new_page ? 1 : 0); },
      .act = act_in_page,
      .save =
          [](std::string_view name, std::string_view type, const std::string& content) {
            purr_out_save(std::string(name).c_str(), std::string(type).c_str(),
                          reinterpret_cast<const std::uint8_t*>(content.data()), content.size());
            return std::string(name);
          },
      .event =
          [](std::string_view name, const std::string& json) {
            purr_out_event(std::string(name).c_str(), json.c_str());
          },
      .weights =
          [](const WeightsUpdate& update) {
            // Row by row, as everybody outside writes a matrix.
            const auto rows = static_cast<std::size_t>(update.n_out);
            const auto columns = static_cast<std::size_t>(update.n_in);
            std::vector<float> W(rows * columns);
            for (std::size_t row = 0; row < rows; ++row) {
              for (std::size_t column = 0; column < columns; ++column) {
                W[row * columns + column] = update.W[column * rows + row];
              }
            }
            purr_out_weights(update.token, update.layer, update.iteration, update.n_out,
                             update.n_in, W.data(), update.b.data());
          },
      .prediction =
          [](const PredictionReply& reply) { purr_out_prediction(reply.token, reply.y_hat); },
      .batch =
          [](const BatchReply& reply) {
            // The bytes of the message: batchOf in web/shared/messages.js reads the matrices.
            const auto bytes = to_bytes(Update{reply});
            purr_out_batch(reply.token, bytes.data(), bytes.size());
          },
  };
}

/// A row of assets/strings/errors.inc by its name, with arguments joined by the unit separator.
Error error_of(const char* name, const char* args) {
  Error error{.code = Errc::bad_message, .args = {}};
  if (!errc_from_name(name, error.code)) return error;
  std::string_view rest = args;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\x1f');
    error.args.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return error;
}

void publish_updates() {
  for (const Update& update : run->take_updates()) {
    const auto bytes = to_bytes(update);
    purr_out_update(bytes.data(), bytes.size());
  }
}

}  // namespace

#define PURR_DOORWAY extern "C" EMSCRIPTEN_KEEPALIVE

/// How messages are to be read: JSON of message_schema() in engine/run/messages.h.
PURR_DOORWAY char* purr_message_schema() { return give(message_schema()); }

// --- the worker's instance ---------------------------------------------------------------------

PURR_DOORWAY void purr_worker_start() { run = std::make_unique<TrainingRun>(kMaxPageMatrixBytes); }

/// What was made before this command goes out first, so that everything after it knows of it.
PURR_DOORWAY void purr_worker_receive(const std::uint8_t* bytes, int count) {
  publish_updates();
  auto command = command_from_bytes(bytes_at(bytes, count));
  if (command) {
    run->handle(std::move(*command));
    return;
  }
  const auto notice = to_bytes(Update{Notice{.is_error = true, .error = command.error()}});
  purr_out_update(notice.data(), notice.size());
}

/// In how many milliseconds to call again; -1: nothing to do before the next command.
PURR_DOORWAY double purr_worker_advance(double budget_ms) {
  const bool has_more = run->advance(budget_ms);
  publish_updates();
  return has_more ? run->wait_ms() : -1.0;
}

// --- a worker of the pool ----------------------------------------------------------------------

/// Data of a person, as the bytes of a Bring; other commands are not heard.
PURR_DOORWAY void purr_experiment_bring(const std::uint8_t* bytes, int count) {
  auto command = command_from_bytes(bytes_at(bytes, count));
  if (auto* bring = command ? std::get_if<Bring>(&*command) : nullptr) {
    pool_run().bring(std::move(bring->data));
  }
}
PURR_DOORWAY void purr_experiment_begin(const char* text) { pool_run().begin(text); }
/// 1: call again; 0: it has ended.
PURR_DOORWAY int purr_experiment_advance(double budget_ms) {
  return pool_run().advance(budget_ms) ? 1 : 0;
}
PURR_DOORWAY double purr_experiment_progress() { return pool_run().progress(); }
/// JSON of shell/view/summary.h.
PURR_DOORWAY char* purr_experiment_summary() { return give(summary_json(pool_run().summary())); }
/// Pairs of iteration and cost; theirs until the next call.
PURR_DOORWAY const double* purr_experiment_curve(int of_test, int* count) {
  pool_curve.clear();
  for (const CurvePoint& point : pool_run().summary().curve) {
    if (of_test != 0 && point.has_test == 0) continue;
    pool_curve.push_back(point.iteration);
    pool_curve.push_back(of_test != 0 ? point.test_cost : point.cost);
  }
  *count = static_cast<int>(pool_curve.size());
  return pool_curve.data();
}

// --- the page's instance -----------------------------------------------------------------------

/// `link` is the address after its #. 0 where there is no WebGL 2.
PURR_DOORWAY int purr_page_start(const char* link, int dark, const char* language,
                                 double pixel_ratio, double width, double height,
                                 int reduced_motion, int touch, const char* arrangement) {
  auto fresh = std::make_unique<Page>();
  fresh->surface = {
      .width = static_cast<float>(width),
      .height = static_cast<float>(height),
      .pixel_ratio = static_cast<float>(pixel_ratio),
      .is_system_dark = dark != 0,
      .is_motion_reduced = reduced_motion != 0,
      .is_touch = touch != 0,
      .system_language =
          std::string_view(language).starts_with("zh") ? Language::chinese : Language::english,
      .arrangement = arrangement,
  };
  const Hooks hooks = page_hooks();
  browser::create_context(hooks.act);
  // The App tells the trainer what to do; it works while the browser makes the WebGL context, which
  // may take half a second.
  fresh->app = std::make_unique<App>(hooks, link, fresh->surface);
  page = std::move(fresh);
  return browser::open_canvas(page->surface) ? 1 : 0;
}

/// Draws. The answer is in how many milliseconds the next frame is wanted: 0 is at once, -1 is when
/// something happens.
PURR_DOORWAY double purr_page_frame(double time_ms) {
  if (!browser::has_context()) return -1.0;
  browser::begin_frame(page->surface, time_ms);
  const bool wants_more = page->app->frame(page->surface, time_ms);
  browser::end_frame(theme().ground);
  if (wants_more || page->app->is_dirty() || browser::has_waiting_input()) return 0.0;
  const double seconds = seconds_until_redraw();
  return std::isfinite(seconds) ? 1000.0 * seconds : -1.0;
}

/// 1 where something on the screen has changed by it.
PURR_DOORWAY int purr_page_receive(const std::uint8_t* bytes, int count) {
  auto update = update_from_bytes(bytes_at(bytes, count));
  if (update) {
    page->app->receive(std::move(*update));
  } else {
    page->app->report(update.error());
  }
  return page->app->is_dirty() ? 1 : 0;
}

PURR_DOORWAY void purr_resize(double width, double height, double pixel_ratio, int pixel_width,
                              int pixel_height) {
  page->surface.width = static_cast<float>(width);
  page->surface.height = static_cast<float>(height);
  page->surface.pixel_ratio = static_cast<float>(pixel_ratio);
  browser::set_pixels(pixel_width, pixel_height);
  page->app->mark_dirty();
}

PURR_DOORWAY void purr_preferences(int dark, int reduced_motion) {
  page->surface.is_system_dark = dark != 0;
  page->surface.is_motion_reduced = reduced_motion != 0;
  page->app->mark_dirty();
}

PURR_DOORWAY void purr_context_lost() { browser::lose_context(); }
PURR_DOORWAY void purr_context_restored() {
  browser::restore_context();
  page->app->mark_dirty();
}

// --- input -------------------------------------------------------------------------------------

/// kind: 0 move, 1 down, 2 up, 3 cancel, 4 leave; type: 0 mouse, 1 touch, 2 pen; buttons as the
/// DOM's.
PURR_DOORWAY void purr_pointer(int kind, int type, double x, double y, int buttons) {
  page->surface.is_touch = type == 1;
  browser::pointer(static_cast<browser::PointerEvent>(kind),
                   static_cast<browser::PointerType>(type), x, y, buttons);
}
PURR_DOORWAY void purr_wheel(double dx, double dy, int modifiers) {
  browser::wheel(dx, dy, modifiers);
}
/// 1 where what is drawn there zooms by Ctrl and wheel: a plot. Elsewhere that zooms the page.
PURR_DOORWAY int purr_zooms_at(double x, double y) {
  x /= static_cast<double>(theme().zoom);
  y /= static_cast<double>(theme().zoom);
  for (const Control& control : page->app->controls().controls()) {
    const bool is_inside = x >= control.x && x < control.x + control.width && y >= control.y &&
                           y < control.y + control.height;
    if (is_inside && control.zooms) return 1;
  }
  return 0;
}
/// 1 where the program uses the key.
PURR_DOORWAY int purr_key(const char* code, int is_down, int modifiers) {
  return browser::key(code, is_down != 0, modifiers) ? 1 : 0;
}
PURR_DOORWAY void purr_text(const char* utf8) { browser::text(utf8); }
PURR_DOORWAY void purr_paste(const char* utf8) { browser::paste(utf8); }
PURR_DOORWAY void purr_focus(int is_focused) { browser::focus(is_focused != 0); }
PURR_DOORWAY int purr_wants_text() { return browser::wants_text() ? 1 : 0; }

// --- window.purr -------------------------------------------------------------------------------

PURR_DOORWAY char* purr_version() { return give(version_json()); }
PURR_DOORWAY char* purr_link() { return give(page->app->link()); }
PURR_DOORWAY void purr_load(const char* link) { page->app->load(link); }
/// JSON: the sentences of what had to be repaired.
PURR_DOORWAY char* purr_set(const char* key, const char* value) {
  const Language language = page->app->language();
  return give(json_list(page->app->set(key, value), [language](const Error& note) {
    return quoted(describe(note, language));
  }));
}
PURR_DOORWAY void purr_play() { page->app->play(); }
PURR_DOORWAY void purr_pause() { page->app->pause(); }
PURR_DOORWAY void purr_step(int count) { page->app->step(count); }
PURR_DOORWAY void purr_run_to(int iteration) { page->app->run_to(iteration); }
PURR_DOORWAY void purr_rewind() { page->app->rewind(); }
PURR_DOORWAY char* purr_snapshot() { return give(page->app->snapshot_json()); }
/// Pairs of iteration and cost; theirs until the next call. `count` receives how many numbers.
PURR_DOORWAY const double* purr_curve(int of_test, int* count) {
  page->curve = page->app->curve(of_test != 0);
  *count = static_cast<int>(page->curve.size());
  return page->curve.data();
}
PURR_DOORWAY std::uint32_t purr_ask_weights(int layer) { return page->app->ask_weights(layer); }
PURR_DOORWAY std::uint32_t purr_ask_prediction(const std::uint8_t* pixels, int count) {
  const auto picture = bytes_at(pixels, count);
  return page->app->ask_prediction({picture.begin(), picture.end()});
}
PURR_DOORWAY std::uint32_t purr_ask_batch() { return page->app->ask_batch(); }
PURR_DOORWAY void purr_edit_weight(int layer, int unit, int input, double value) {
  page->app->edit_weight(layer, unit, input, value);
}
/// Iteration, number of layers, length of the whole gradient, then ‖dW‖ of each layer; and so on.
PURR_DOORWAY const double* purr_gradients(int* count) {
  page->curve = page->app->gradients();
  *count = static_cast<int>(page->curve.size());
  return page->curve.data();
}

// --- files -------------------------------------------------------------------------------------

/// Everything of one drop first, then purr_bring_done: a training and a test file make one new run.
PURR_DOORWAY void purr_bring_pictures(int is_test, int count, int height, int width, int channels,
                                      const std::uint8_t* pixels, const std::uint8_t* labels,
                                      const char* name_0, const char* name_1) {
  auto set = std::make_shared<PictureSet>();
  set->width = width;
  set->height = height;
  set->channels = channels;
  set->pixels.assign(pixels, pixels + static_cast<std::size_t>(count) * set->picture_size());
  set->labels.assign(labels, labels + count);
  if (*name_0 != '\0' && *name_1 != '\0') set->class_names = {name_0, name_1};
  (is_test != 0 ? page->brought.test_pictures : page->brought.train_pictures) = std::move(set);
}
PURR_DOORWAY void purr_bring_points(int is_test, int count, const double* xy,
                                    const std::uint8_t* labels) {
  auto set = std::make_shared<PointSet>();
  set->xy.assign(xy, xy + 2 * static_cast<std::size_t>(count));
  set->labels.assign(labels, labels + count);
  (is_test != 0 ? page->brought.test_points : page->brought.train_points) = std::move(set);
}
/// The pack of emoji glyphs, unpacked.
PURR_DOORWAY void purr_bring_glyphs(const std::uint8_t* bytes, int count) {
  const auto pack = bytes_at(bytes, count);
  page->brought.glyphs =
      std::make_shared<const std::vector<std::uint8_t>>(pack.begin(), pack.end());
}
/// A table from text; null where it could be read, otherwise the sentence that was shown.
PURR_DOORWAY char* purr_bring_table(const char* name, const char* text, int count) {
  auto table = read_table(name, {text, static_cast<std::size_t>(count < 0 ? 0 : count)});
  if (!table) {
    page->app->report(table.error());
    return give(describe(table.error(), page->app->language()));
  }
  page->brought.table = std::move(*table);
  return nullptr;
}
PURR_DOORWAY void purr_my_picture(const char* name, const char* folder, int label,
                                  const std::uint8_t* rgb) {
  page->app->add_my_picture(name, folder, label, bytes_at(rgb, int{MyPictures::kBytes}));
}
PURR_DOORWAY void purr_my_pictures_progress(int done, int total) {
  page->app->my_pictures_progress(done, total);
}
PURR_DOORWAY void purr_my_pictures_done() { page->app->my_pictures_done(); }
PURR_DOORWAY int purr_crop_mode() { return page->app->crop_mode(); }
/// JSON: the names of class 0 and class 1.
PURR_DOORWAY char* purr_my_class_names() {
  return give(json_list(page->app->my_class_names(), quoted));
}
PURR_DOORWAY void purr_bad_picture(const char* name, const char* args) {
  page->app->add_bad_picture(error_of(name, args));
}

// A picture made small, in whichever instance: begin, all rows, end.
PURR_DOORWAY void purr_shrink_begin(int width, int height, int mode) {
  shrinker = std::make_unique<Shrinker>(width, height, static_cast<CropMode>(mode));
}
PURR_DOORWAY void purr_shrink_rows(const std::uint8_t* rgba, int count) {
  shrinker->add_rows(bytes_at(rgba, count));
}
/// Receives 64×64×3 bytes.
PURR_DOORWAY void purr_shrink_end(std::uint8_t* rgb) {
  const std::vector<std::uint8_t> small = shrinker->finish();
  std::copy(small.begin(), small.end(), rgb);
  shrinker.reset();
}
PURR_DOORWAY void purr_bring_done() { page->app->bring(std::exchange(page->brought, {})); }
PURR_DOORWAY void purr_drop_hover(int is_over) { page->app->set_drop_hover(is_over != 0); }
PURR_DOORWAY void purr_busy(int is_busy) { page->app->set_busy(is_busy != 0); }

/// Shows the sentence of a row of assets/strings/errors.inc and gives it back. `args` are joined by
/// the unit separator (U+001F), which no file name that is shown holds.
PURR_DOORWAY char* purr_report_error(const char* name, const char* args) {
  const Error error = error_of(name, args);
  page->app->report(error);
  return give(describe(error, page->app->language()));
}

// --- the mirror --------------------------------------------------------------------------------

/// JSON of every control on the canvas and of the live text; null when nothing is newer.
PURR_DOORWAY char* purr_controls(std::uint32_t known_revision) {
  const ControlRegistry& controls = page->app->controls();
  const std::uint32_t revision = revision_of(controls);
  if (revision == known_revision) return nullptr;
  return give("{\"revision\":" + std::to_string(revision) +
              ",\"controls\":" + json_list(controls.controls(), control_json) +
              ",\"live\":" + quoted(page->app->live_text()) + "}");
}
/// JSON of the words on the canvas as they were drawn in the last frame but one; kept from the
/// first call on.
PURR_DOORWAY char* purr_texts() {
  watch_texts();
  page->app->mark_dirty();
  return give(json_list(seen_texts(), [](const SeenText& seen) {
    const float zoom = theme().zoom;
    const auto rect = [zoom](const Rect& r) {
      const std::array<float, 4> points{r.x * zoom, r.y * zoom, r.width * zoom, r.height * zoom};
      return json_list(points, [](float value) { return json_number(value); });
    };
    const auto flag = [](bool is_set) { return is_set ? "true" : "false"; };
    return "{\"words\":" + quoted(seen.words) + ",\"box\":" + rect(seen.box) +
           ",\"clip\":" + rect(seen.clip) + ",\"isCut\":" + flag(seen.is_cut) +
           ",\"scrolls\":" + flag(seen.scrolls) + ",\"layer\":" + std::to_string(seen.layer) + "}";
  }));
}
PURR_DOORWAY void purr_operate(const char* id, const char* action, const char* value) {
  page->app->controls().request(id, action, value);
  page->app->mark_dirty();
}
