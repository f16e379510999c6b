#include "shell/app/app.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <variant>

#include "imgui.h"
#include "shell/app/app_state.h"
#include "shell/app/draw_layout.h"
#include "shell/app/exports.h"
#include "shell/app/layout.h"
#include "shell/app/overlays.h"
#include "shell/app/shortcuts.h"
#include "shell/panels/failure_panel.h"
#include "shell/panels/names.h"
#include "shell/theme/strings.h"
#include "shell/theme/theme.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

/// A key, a mouse button, a finger or a wheel.
bool is_anything_pressed() {
  for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_NamedKey_END; ++key) {
    if (ImGui::IsKeyDown(static_cast<ImGuiKey>(key))) return true;
  }
  return false;
}

}  // namespace

// ---- from construction to destruction -----------------------------------------------------------

App::App(Hooks hooks, std::string_view link, const Surface& surface)
    : state_(std::make_unique<State>(std::move(hooks), link, surface)) {}

App::State::State(Hooks hooks, std::string_view link, const Surface& host_surface)
    : host(std::move(hooks)),
      surface(host_surface),
      settings_sync([this](Command command) { host.send(std::move(command)); },
                    host_surface.max_matrix_bytes),
      watch_sync([this](Command command) { host.send(std::move(command)); }),
      remembered(Arrangement::from(host_surface.arrangement)) {
  bench.arrangement = remembered;
  load_fonts();
  appearance.update(settings.view, surface);  // notices about the link need colours and sizes
  load_link(link);
  surface = host_surface;
  appearance.update(settings.view, surface);
  undo.reset(settings);
  fetches.update(settings);
  settings_sync.start(settings);
  host.emit("settings", {{"link", link_of(settings)}});
  published_link = link_of(settings);
  const bool is_first_visit = surface.has_address_bar && surface.arrangement.empty();
  if (is_first_visit && link.empty()) first_replay.arm();
}

App::~App() {
  state_.reset();
  sweep_textures(/*all=*/true);
}

bool App::frame(const Surface& surface) {
  state_->surface = surface;
  return state_->frame();
}

void App::restore_pinned_runs(std::string_view text) {
  state_->bench.pinned.read(text);
  state_->is_dirty = true;
}

void App::receive(Update update) { state_->receive(std::move(update)); }
bool App::is_dirty() const { return state_->is_dirty; }
void App::mark_dirty() { state_->is_dirty = true; }

// ---- one frame ----------------------------------------------------------------------------------

bool App::State::frame() {
  is_dirty = false;
  const bool was_requested = registry().has_requests();
  appearance.update(settings.view, surface);
  follow_notices();
  begin_imgui_frame();
  sweep_textures();
  run.pictures.next_frame();
  begin_widgets();
  name_words(bench.run);
  begin_page();
  draw();
  end_page();
  end_widgets();
  if (!ImGui::IsAnyItemActive()) undo.commit(settings);
  ImGui::Render();

  follow_chinese();
  carry_out(bench.requests);
  update_first_replay(was_requested);
  watch_sync.update(bench, panels);
  try_ways_out();
  for (AskPictures& request : run.pictures.take_requests()) host.send(std::move(request));
  publish_link();
  remember_arrangement();
  remember_pinned_runs();
  return is_dirty || seconds_until_redraw() <= 0.0 || registry().has_requests();
}

/// Requests the Chinese typefaces where the language or a name of the user's needs them.
void App::State::follow_chinese() {
  const bool is_missing = take_missing_chinese();
  if (has_chinese_fonts()) return;
  if (is_missing || appearance.wants_chinese()) fetches.request_chinese_fonts();
}

/// The backend has set the size in points of the host; those of the layout may be larger.
void App::State::begin_imgui_frame() {
  ImGuiIO& io = ImGui::GetIO();
  const float zoom = theme().zoom;
  io.DisplaySize = {io.DisplaySize.x / zoom, io.DisplaySize.y / zoom};
  io.DisplayFramebufferScale = {io.DisplayFramebufferScale.x * zoom,
                                io.DisplayFramebufferScale.y * zoom};
  ImGui::NewFrame();
}

void App::State::draw() {
  bench.layout = layout_of(surface.width, surface.height);
  bench.has_address_bar = surface.has_address_bar;
  bench.max_matrix_bytes = surface.max_matrix_bytes;
  bench.requests = {};
  bench.failure = notices.failure();
  bench.is_instant = settings_sync.is_instant(settings, run);
  bench.can_undo = undo.can_undo();
  bench.can_redo = undo.can_redo();
  bench.textures.weights.show_all(bench.arrangement.shows_all_weights);
  update_failure_view(bench);
  read_shortcuts(bench);
  draw_layout(bench, panels, surface.width, surface.height);
  draw_help_dialog(bench, panels.help_dialog);
  draw_shapes_dialog(bench);
  draw_data_dialog(bench, panels.data_dialog);
  draw_runs_dialog(bench, panels.runs_dialog);
  draw_sort_dialog(bench, panels.sort_dialog);
  draw_table_dialog(bench, panels.table_dialog);
  draw_boundary_dialog(bench, panels.boundary_dialog);
  draw_failure_dialog(bench);
  draw_next_dialog(bench, panels.next_dialog);
  draw_tour(bench);
  if (is_drop_over) {
    draw_drop_overlay(surface.width, surface.height);
  } else if (is_reading_file) {
    draw_reading_overlay(surface.width, surface.height);
  }
}

/// Settings go to the trainer before the transport: “play” is meant for the settings on the screen.
void App::State::carry_out(const Requests& requests) {
  if (requests.new_page) is_new_page = true;
  if (requests.dismiss_failure) notices.clear_failure();
  if (requests.undo) undo_settings();
  if (requests.redo) undo.redo(settings);
  for (const HostAction& action : requests.host) host.act(action);
  if (requests.find_near_duplicates) host.send(FindNearDuplicates{run.data.revision});
  send_my_pictures();
  if (requests.pin) wants_pin = true;
  pin_when_there();
  if (requests.exports != Export::none) {
    export_run(requests.exports, bench, panels.plots, notices.notes(), host);
  }
  follow_table();
  sync_settings();
  if (requests.look_back) look_back_sync.look_at(*requests.look_back);
  if (requests.rewind) run_to(0);
  if (requests.pause) host.send(Pause{});
  if (requests.run_to >= 0) run_to(requests.run_to);
  if (requests.step != 0) run_to(run.status.iteration + requests.step);
  if (requests.play) play();
}

// ---- settings out -------------------------------------------------------------------------------

void App::State::load_link(std::string_view link) {
  Reading reading = read_experiment(link);
  settings = std::move(reading.experiment);
  notices.warn(reading.notes);
  is_dirty = true;
}

void App::State::follow_notices() {
  notices.follow({.settings = settings,
                  .data_revision = run.data.revision,
                  .run_serial = settings_sync.serial(),
                  .read_count = read_count});
}

void App::State::sync_settings() {
  follow_notices();
  const SettingsSync::Moment moment{.time_s = ImGui::GetTime(),
                                    .is_pointer_down = ImGui::IsMouseDown(ImGuiMouseButton_Left)};
  const auto [outcome, mark] = settings_sync.update(settings, run, moment);
  if (outcome == SettingsSync::Outcome::postponed) is_dirty = true;
  if (outcome != SettingsSync::Outcome::sent) return;
  if (!mark.empty()) add_mark(mark);
  fetches.update(settings);
  host.emit("settings", {{"link", link_of(settings)}});
}

/// Marks in the plots what was changed at this iteration.
void App::State::add_mark(const std::string& words) {
  constexpr std::size_t kMaxMarks = 64;
  std::vector<RunMark>& marks = bench.marks;
  const int iteration = run.status.latest;
  // Dragging a slider is one change.
  if (!marks.empty() && marks.back().iteration == iteration) marks.pop_back();
  if (marks.size() < kMaxMarks) marks.push_back({iteration, words});
}

/// Has the ways out of a run that went wrong tried while the user reads.
void App::State::try_ways_out() {
  if (!settings_sync.is_current(run.status) || !bench.ways_out.update(settings, run)) return;
  TryRuns trials{.serial = bench.ways_out.serial(), .experiments = {}};
  for (const WayOut& way : bench.ways_out.all()) {
    trials.experiments.push_back(write_experiment(way.settings, /*view=*/false));
  }
  host.act(trials);
  is_dirty = true;
}

void App::State::publish_link() {
  std::string link = link_of(settings);
  if (link == published_link) return;
  published_link = std::move(link);
  host.change_link(published_link, std::exchange(is_new_page, false));
}

void App::State::remember_arrangement() {
  // A splitter that is dragged is remembered once it is let go.
  if (bench.arrangement == remembered || ImGui::IsAnyItemActive()) return;
  remembered = bench.arrangement;
  host.act(RememberArrangement{remembered.text()});
}

void App::State::update_first_replay(bool was_requested) {
  if (!first_replay.is_armed() && !first_replay.is_playing()) return;
  const WeightsUpdate& W1 = run.first_layer;
  first_replay.update(run.status, {.has_input = was_requested || is_anything_pressed(),
                                   .is_motion_reduced = surface.is_motion_reduced,
                                   .is_current = settings_sync.is_current(run.status),
                                   .is_shown = W1.n_out > 0 && W1.iteration == run.status.iteration,
                                   .pace = settings.view.pace});
  if (first_replay.is_playing()) bench.arrangement.has_seen_replay = true;
}

void App::State::remember_pinned_runs() {
  // What can change of a pinned run, without its curves: cheap enough for every frame.
  std::string now;
  for (const PinnedRun& pinned : bench.pinned.all()) {
    now += std::to_string(pinned.id) + (pinned.is_shown ? '+' : '-') + pinned.name + '\n';
  }
  if (now == remembered_runs || ImGui::IsAnyItemActive()) return;
  remembered_runs = std::move(now);
  host.act(RememberPinnedRuns{bench.pinned.all().empty() ? std::string() : bench.pinned.text()});
}

void App::State::play() {
  notices.clear_failure();
  const Phase phase = run.status.phase;
  if (phase == Phase::finished || phase == Phase::failed) host.send(RunTo{0});
  host.send(Play{});
}

void App::State::run_to(int iteration) {
  if (iteration <= run.status.iteration) notices.clear_failure();
  host.send(RunTo{std::max(0, iteration)});
}

/// The run on the screen may still be the one before the last change.
void App::State::pin_when_there() {
  const bool is_there =
      settings_sync.is_current(run.status) && run.status.phase != Phase::preparing;
  if (!wants_pin || !is_there || run.cost.empty()) return;
  wants_pin = false;
  bench.pinned.pin(settings_sync.sent(), run);
  toast(tr(Text::pinned_toast), NoticeKind::good);
  is_dirty = true;
}

// ---- updates in ---------------------------------------------------------------------------------

void App::State::receive(Update update) {
  // A picture that nothing on the screen waits for needs no new frame.
  if (!std::holds_alternative<PicturesUpdate>(update) || run.pictures.is_waited_for()) {
    is_dirty = true;
  }
  const auto* boundary = std::get_if<BoundaryUpdate>(&update);
  if (boundary != nullptr && boundary->is_view) watch_sync.plane_came();
  if (run.receive(update)) {
    if (std::holds_alternative<Status>(update)) receive_status();
    if (std::holds_alternative<DataUpdate>(update)) {
      watch_sync.plane_came();
      panels.boundary_dialog.plane = {};
      watch_sync.update(bench, panels);
      host.emit("data", {{"m", run.count(false)}, {"mTest", run.count(true)}});
    }
    return;
  }
  if (host.reply(update)) return;
  const auto* notice = std::get_if<Notice>(&update);
  if (notice == nullptr) return;
  if (notice->is_error) {
    notices.fail(notice->error);
    // A phone shows one card at a time: the data card, which says what to add.
    if (is_missing_user_data(notice->error.code)) bench.navigation.phone_tab = PhoneTab::data;
  } else {
    notices.warn({notice->error});
  }
}

void App::State::receive_status() {
  settings_sync.learn(run);
  const Status& status = run.status;
  look_back_sync.status_came(status);
  // A look at an earlier state changes nothing of what the run is.
  if (status.is_looking_back()) return;
  if (status.phase != Phase::preparing) {
    notices.follow_run(status.phase != Phase::waiting && status.phase != Phase::failed);
  }
  // Going back to before a change takes its mark away.
  std::erase_if(bench.marks,
                [&](const RunMark& mark) { return mark.iteration > status.iteration; });
  run_events.update(status);
}

}  // namespace purr::shell
