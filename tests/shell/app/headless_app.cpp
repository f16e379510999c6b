#include "tests/shell/app/headless_app.h"

#include <algorithm>
#include <utility>

#include "engine/run/experiment_run.h"
#include "shell/theme/strings.h"
#include "tests/shell/screen.h"
#include "tests/support/catch.h"
#include "tests/support/glyph_packs.h"

namespace purr::shell::test {
namespace {

/// Theme, registry and toasts belong to the program: it has one App at a time.
bool g_is_one_alive = false;

constexpr float kFrameSeconds = 1.0F / 60.0F;

HeadlessOptions options_of(std::string_view link, const Surface& surface) {
  HeadlessOptions options;
  options.link = link;
  options.surface = surface;
  return options;
}

/// The trainer's clock replaced by one that depends on the iteration alone.
void replace_clock(Update& update, double ms_per_iteration) {
  auto* status = std::get_if<Status>(&update);
  if (status == nullptr) return;
  constexpr double kShownMs = 0.5;  // of an iteration, where no other time is wished for
  const double shown = ms_per_iteration > 0.0 ? ms_per_iteration : kShownMs;
  status->elapsed_ms = shown * status->iteration;
  status->ms_per_iteration = ms_per_iteration;
  status->estimated_ms = ms_per_iteration * status->target;
}

TrialResult trial_of(const std::string& experiment) {
  ExperimentRun run;
  run.begin(experiment);
  while (run.advance(50.0)) {
  }
  return trial_result(run.summary());
}

}  // namespace

HeadlessApp::HeadlessApp(std::string_view link, const Surface& where)
    : HeadlessApp(options_of(link, where)) {}

HeadlessApp::HeadlessApp(HeadlessOptions options)
    : surface(options.surface),
      options_(std::move(options)),
      before_(ImGui::GetCurrentContext()),
      context_(ImGui::CreateContext()),
      run_(options_.surface.max_matrix_bytes) {
  REQUIRE_FALSE(std::exchange(g_is_one_alive, true));
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  io.ConfigInputTrickleEventQueue = false;
  Hooks hooks;
  hooks.send = [this](Command command) {
    sent.push_back(command);
    if (options_.has_trainer) run_.handle(std::move(command));
  };
  hooks.link_changed = [this](const std::string& link, bool is_new_page) {
    links.push_back({link, is_new_page});
  };
  hooks.act = [this](const HostAction& action) {
    asked.push_back(action);
    if (std::holds_alternative<FetchGlyphs>(action)) wants_glyphs_ = true;
    if (const auto* trials = std::get_if<TryRuns>(&action)) trials_ = *trials;
  };
  hooks.save = [this](std::string_view name, std::string_view, const std::string& content) {
    saved.push_back({std::string(name), content});
    return std::string(name);
  };
  hooks.event = [this](std::string_view name, const std::string& json) {
    events.push_back({std::string(name), nlohmann::json::parse(json)});
  };
  hooks.weights = [this](const WeightsUpdate& update) { weights.push_back(update); };
  hooks.prediction = [this](const PredictionReply& reply) { predictions.push_back(reply); };
  hooks.batch = [this](const BatchReply& reply) { batches.push_back(reply); };
  // Another context may have left a language and toasts behind.
  set_language(surface.system_language);
  if (options_.has_chinese_fonts) {
    set_chinese_fonts(kNotoSansScRegular, kNotoSansScSemiBold);
  } else {
    set_chinese_fonts({}, {});
  }
  app_ = std::make_unique<App>(std::move(hooks), options_.link, surface);
  watch_texts();
  if (options_.is_settled) settle();
}

HeadlessApp::~HeadlessApp() {
  // Toasts belong to no context: they end within a frame that takes a day.
  ImGui::GetIO().ClearEventsQueue();
  begin_frame(86400.0F);
  app_->frame(surface);
  take_textures();
  app_.reset();
  drop_textures();
  ImGui::DestroyContext(context_);
  g_is_one_alive = false;
  ImGui::SetCurrentContext(before_);
}

// ---- time ---------------------------------------------------------------------------------------

void HeadlessApp::begin_frame(float seconds) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {surface.width, surface.height};
  io.DisplayFramebufferScale = {surface.pixel_ratio, surface.pixel_ratio};
  io.DeltaTime = seconds;
}

void HeadlessApp::frame(int count) {
  for (int i = 0; i < count; ++i) {
    begin_frame(kFrameSeconds);
    wants_more_ = app_->frame(surface);
    take_textures();
    answer_host();
  }
}

void HeadlessApp::answer_host() {
  if (const auto trials = std::exchange(trials_, std::nullopt)) {
    for (std::size_t i = 0; i < trials->experiments.size(); ++i) {
      const TrialResult not_tried{.outcome = TrialOutcome::not_tried};
      app_->take_trial(trials->serial, i,
                       options_.has_spare_core ? trial_of(trials->experiments[i]) : not_tried);
    }
  }
  if (!std::exchange(wants_glyphs_, false) || !options_.has_glyphs) return;
  static const MadePack pack;
  app_->bring({.glyphs = std::make_shared<const std::vector<std::uint8_t>>(pack.bytes())});
}

bool HeadlessApp::work(double budget_ms) {
  if (!options_.has_trainer) return false;
  const bool has_more = run_.advance(budget_ms) && run_.wait_ms() <= 0.0;
  for (Update& update : run_.take_updates()) {
    replace_clock(update, options_.ms_per_iteration);
    app_->receive(std::move(update));
  }
  return has_more;
}

void HeadlessApp::settle() {
  constexpr double kSliceMs = 50.0;
  for (int i = 0; i < kMaxFrames; ++i) {
    const bool is_working = work(kSliceMs);
    frame();
    if (!is_working && !wants_more_ && !app_->is_dirty()) return;
  }
  FAIL("the application does not come to rest");
}

void HeadlessApp::rest() {
  for (int i = 0; i < kMaxFrames; ++i) {
    frame();
    if (!wants_more_ && !app_->is_dirty()) return;
  }
  FAIL("the screen does not come to rest");
}

// ---- operating ----------------------------------------------------------------------------------

void HeadlessApp::request(std::string_view id, std::string_view action, std::string_view value) {
  INFO(action << " of control " << id);
  REQUIRE(has(id));
  app_->controls().request(id, action, value);
  settle();
}

void HeadlessApp::move_to(ImVec2 place) {
  ImGui::GetIO().AddMousePosEvent(place.x, place.y);
  frame(2);
}

void HeadlessApp::hold(ImVec2 place) {
  // Longer ago than a double click, whatever was clicked before.
  frame(30);
  move_to(place);
  ImGui::GetIO().AddMouseButtonEvent(0, true);
  frame(2);
}

void HeadlessApp::let_go() {
  ImGui::GetIO().AddMouseButtonEvent(0, false);
  settle();
}

void HeadlessApp::click(std::string_view id) {
  hold(middle_of(id));
  let_go();
}

void HeadlessApp::tap(std::string_view id) {
  const ImVec2 place = middle_of(id);
  ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  hold(place);
  ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  let_go();
  frame(30);
}

void HeadlessApp::drag(ImVec2 from, ImVec2 to, int steps) {
  hold(from);
  for (int i = 1; i <= steps; ++i) {
    const float part = static_cast<float>(i) / static_cast<float>(steps);
    ImGui::GetIO().AddMousePosEvent(from.x + (to.x - from.x) * part,
                                    from.y + (to.y - from.y) * part);
    frame();
  }
  let_go();
}

void HeadlessApp::wheel(ImVec2 place, float down, bool with_control) {
  move_to(place);
  ImGuiIO& io = ImGui::GetIO();
  if (with_control) io.AddKeyEvent(ImGuiMod_Ctrl, true);
  io.AddMouseWheelEvent(0.0F, -down);
  frame(2);
  if (with_control) io.AddKeyEvent(ImGuiMod_Ctrl, false);
  settle();
}

void HeadlessApp::key(ImGuiKey key, int modifiers) {
  ImGuiIO& io = ImGui::GetIO();
  const auto turn = [&](bool is_down) {
    for (const int modifier : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt}) {
      if ((modifiers & modifier) != 0) io.AddKeyEvent(static_cast<ImGuiKey>(modifier), is_down);
    }
  };
  turn(true);
  io.AddKeyEvent(key, true);
  frame();
  io.AddKeyEvent(key, false);
  turn(false);
  settle();
}

void HeadlessApp::type(const std::string& words) {
  ImGui::GetIO().AddInputCharactersUTF8(words.c_str());
  settle();
}

// ---- what can be seen ---------------------------------------------------------------------------

const Control& HeadlessApp::control(std::string_view id) const {
  const Control* found = find(id);
  INFO("control " << id);
  REQUIRE(found != nullptr);
  return *found;
}

ImVec2 HeadlessApp::middle_of(std::string_view id) const {
  const Control& it = control(id);
  return {it.x + it.width / 2, it.y + it.height / 2};
}

nlohmann::json HeadlessApp::snapshot() const {
  return nlohmann::json::parse(app_->snapshot_json());
}

std::uint64_t HeadlessApp::picture_hash() const {
  // FNV-1a over what the graphics card would get.
  std::uint64_t hash = 14695981039346656037ULL;
  const auto add = [&hash](const void* data, std::size_t size) {
    const auto* bytes = static_cast<const unsigned char*>(data);
    for (std::size_t i = 0; i < size; ++i) hash = (hash ^ bytes[i]) * 1099511628211ULL;
  };
  const ImDrawData* data = ImGui::GetDrawData();
  if (data == nullptr) return hash;
  for (const ImDrawList* list : data->CmdLists) {
    add(list->VtxBuffer.Data, static_cast<std::size_t>(list->VtxBuffer.size_in_bytes()));
    for (const ImDrawCmd& command : list->CmdBuffer) {
      add(&command.ClipRect, sizeof command.ClipRect);
      add(&command.ElemCount, sizeof command.ElemCount);
    }
  }
  return hash;
}

void HeadlessApp::forget() {
  sent.clear();
  asked.clear();
  saved.clear();
  links.clear();
  events.clear();
  weights.clear();
  predictions.clear();
  batches.clear();
}

}  // namespace purr::shell::test
