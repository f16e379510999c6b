#include "shell/app/app.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/solver/choice.h"
#include "imgui.h"
#include "shell/exports/run_text.h"
#include "shell/panels/examples.h"
#include "shell/panels/panels.h"
#include "shell/panels/settings_edits.h"
#include "shell/theme/version.h"
#include "shell/view/summary.h"

namespace purr::shell {
namespace {

constexpr double kInstantMs = 500.0;           // runs up to here re-train at every change …
constexpr double kNoLongerInstantMs = 1000.0;  // … and go on doing so up to here
constexpr double kGuessedRate =
    1.5e6;  // multiply-adds a millisecond, until a run has been measured
constexpr std::size_t kMaxUndo = 200;
constexpr std::size_t kMaxNotes = 20;
constexpr float kNarrowest = 360.0F;  // no screen is laid out for less
constexpr float kLowest = 540.0F;     // points of height below which the page scrolls as a whole
constexpr std::array kTextScales{1.0, 1.25, 1.5, 1.75, 2.0};

/// Multiply-adds of one run with these settings, all layers, the forward and the backward pass.
double run_operations(const Experiment& settings, int n_x, int m, int m_test,
                      double max_matrix_bytes) {
  const SolverEstimate estimate =
      estimate_solvers(n_x, m, m_test, settings.network, settings.training);
  const bool is_gram = choose_gram(estimate, settings.training.solver, max_matrix_bytes);
  const std::vector<int> sizes = layer_sizes(settings.network, n_x);
  double small = 0.0;
  for (std::size_t l = 2; l < sizes.size(); ++l)
    small += static_cast<double>(sizes[l]) * sizes[l - 1];
  // A cell of an activation costs about as much as thirty multiply-adds.
  for (std::size_t l = 1; l < sizes.size(); ++l) small += 10.0 * sizes[l];
  return (is_gram ? estimate.gram_operations : estimate.primal_operations) +
         3.0 * small * m * settings.training.iterations;
}

/// What the network is for, without how it is looked at.
Experiment without_view(Experiment settings) {
  settings.view = {};
  return settings;
}

}  // namespace

struct App::State {
  Hooks hooks;
  Surface surface;
  Experiment settings;
  RunView run;
  Workbench bench{.settings = settings, .run = run};
  Panels panels;
  bool is_drop_over = false;     // files are held over the page
  bool is_reading_file = false;  // a file is being read

  // What the trainer has been told.
  Experiment sent;
  std::uint32_t serial = 0;
  Watch watch;
  double pace = 0.0;
  bool has_sent_watch = false;
  bool plane_is_pending = false;  // a view of the plane was asked for and has not come
  AddressSpec fetched;            ///< what was asked for last
  bool has_glyphs = false;        ///< asked for; bring(), or report() of a failure, answers
  std::uint32_t next_token = 1;

  // Undo: states of the settings at rest.
  Experiment settled;
  std::vector<Experiment> undo;
  std::vector<Experiment> redo;

  bool wants_pin = false;  // as soon as the run of these settings is there
  Arrangement remembered;
  bool was_quick = false;
  double retrained_at = -1e9;  // a change began a run again that was over; ImGui's time
  double best_rate = 0.0;      // multiply-adds a millisecond; 0 until measured
  std::string link;
  bool new_page = false;
  std::vector<Error> notes;
  bool has_failure = false;
  Error failure;
  Phase last_phase = Phase::preparing;
  int last_iteration = -1;

  bool is_dirty = true;
  bool is_themed = false;
  ThemeKind kind = ThemeKind::light;
  bool touch = false;
  bool rail_scrolls = false;

  // ---- what the surroundings hear ------------------------------------------------------------------

  void act(std::string_view name, std::string_view argument = {}) const {
    if (hooks.act) hooks.act(name, argument);
  }
  void event(std::string_view name, const nlohmann::json& detail) const {
    if (hooks.event) {
      hooks.event(name, detail.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    }
  }
  void send(Command command) const {
    if (hooks.send) hooks.send(std::move(command));
  }

  // ---- settings ------------------------------------------------------------------------------------

  int inputs() const {
    if (!is_pictures(settings.data.source)) return run.is_points() ? run.feature_count() : 2;
    return run.is_pictures() ? run.input_count() : 12288;
  }

  double expected_ms() const {
    const auto examples = [&](const DataSpec& data) {
      return data.m > 0 ? data.m : std::max(1, run.status.m);
    };
    const auto tests = [&](const DataSpec& data) {
      return data.m_test > 0 ? data.m_test : run.status.m_test;
    };
    return run_operations(settings, inputs(), examples(settings.data), tests(settings.data),
                          surface.max_matrix_bytes) /
           (best_rate > 0.0 ? best_rate : kGuessedRate);
  }

  /// The quickest that this machine has been: one that is busy at the moment is not a slow one.
  void learn_rate() {
    const Status& status = run.status;
    if (status.serial != serial || status.ms_per_iteration <= 0.0) return;
    const double ms = status.ms_per_iteration * sent.training.iterations;
    best_rate = std::max(
        best_rate,
        run_operations(sent, inputs(), status.m, status.m_test, surface.max_matrix_bytes) / ms);
  }

  bool is_instant() {
    was_quick = expected_ms() <= (was_quick ? kNoLongerInstantMs : kInstantMs);
    // Who slows a run down wants to see it go, not to see it redone.
    return settings.view.instant && was_quick && settings.view.pace <= 0.0;
  }

  /// A run that is over has nothing left for a change to act on: it is trained again. Keys change a
  /// number many times, so a run that has just begun so begins again, too.
  bool trains_again() const {
    if (!settings.view.instant || settings.view.pace > 0.0) return false;
    constexpr double kSameChange = 1.0;  // seconds
    if (ImGui::GetCurrentContext() == nullptr) return false;
    if (ImGui::GetTime() - retrained_at < kSameChange) return true;
    const Phase phase = run.status.phase;
    return run.status.serial == serial && (phase == Phase::finished || phase == Phase::failed);
  }

  void tell_pace() {
    const double wanted =
        settings.view.pace > 0.0 ? std::clamp(settings.view.pace, kMinPace, kMaxPace) : 0.0;
    if (wanted == pace) return;
    pace = wanted;
    send(Pace{pace});
  }

  /// Tells the trainer what changed. While a thumb is held and the change would start the run
  /// again, a run that is not instant waits until it is let go.
  void tell_trainer(bool first = false) {
    tell_pace();
    const Experiment wanted = without_view(settings);
    if (!first && wanted == without_view(sent)) return;
    const bool instant = first || is_instant();
    const bool again = !instant && trains_again();
    const bool restarts = again || wanted.data != sent.data || wanted.network != sent.network;
    if (!instant && restarts && ImGui::GetCurrentContext() != nullptr &&
        ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
      is_dirty = true;
      return;
    }
    const bool new_run = first || wanted.data != sent.data || wanted.preset != sent.preset;
    // What is changed while a run goes on stands in the plots, where it happened.
    if (!first && !instant && !again && !new_run && run.status.iteration > 0) {
      const std::string words = difference(sent, settings);
      if (!words.empty()) add_mark(words);
    }
    if (again) retrained_at = ImGui::GetTime();
    sent = settings;
    need_glyphs();
    need_addresses();
    send(Configure{.serial = ++serial,
                   .retrain = instant || again || new_run,
                   .experiment = write_experiment(settings, false)});
    event("settings", {{"link", link_text()}});
  }

  void add_mark(const std::string& words) {
    const int iteration = run.status.iteration;
    std::vector<RunMark>& marks = bench.marks;
    // A slider that is dragged is one change.
    if (!marks.empty() && marks.back().iteration == iteration) marks.pop_back();
    constexpr std::size_t kMostMarks = 64;
    if (marks.size() < kMostMarks) marks.push_back({iteration, words});
  }

  /// The trainer hears of a person's own pictures once nobody is adding to them.
  void tell_my_pictures() {
    MyPictures& mine = bench.mine;
    if (!mine.is_changed || mine.is_reading()) return;
    mine.is_changed = false;
    BroughtData data;
    data.my_pictures = mine.picture_set();
    if (data.my_pictures) {
      send(Bring{.data = std::move(data)});
    } else if (settings.data.source == DataSource::mine) {
      settings.data = usual_data(DataSource::drawn);  // nothing is left to show
    }
    is_dirty = true;
  }

  /// Emoji are composed of a pack that is fetched when they are first chosen.
  void need_glyphs() {
    if (settings.data.source != DataSource::emoji || has_glyphs) return;
    has_glyphs = true;
    act("need-glyphs");
  }

  /// A link may say where the course's files lie. They are asked for once.
  void need_addresses() {
    const AddressSpec& addresses = settings.addresses;
    if (settings.data.source != DataSource::course || addresses.train.empty()) return;
    if (addresses == fetched) return;
    fetched = addresses;
    act("fetch-data", addresses.train + " " + addresses.test);
  }

  /// Whether “Look inside” is on the screen with its tab of histograms.
  bool shows_spread() const {
    const bool is_there =
        bench.layout == Layout::wide ||
        (bench.layout == Layout::middle && bench.navigation.shows_inside) ||
        (bench.layout == Layout::phone && bench.navigation.phone_tab == PhoneTab::inside);
    return is_there && bench.navigation.inside_tab == InsideTab::spread && run.data.revision != 0;
  }

  /// The part of the plane that the large boundary shows, with half as many values as pixels.
  PlaneView wished_plane() const {
    const PlaneSquare& view = panels.boundary_dialog.plane.view;
    constexpr int kLeastSide = 96;
    PlaneView wished{.side = std::clamp(static_cast<int>(panels.boundary_dialog.side / 2),
                                        kLeastSide, static_cast<int>(PlaneView::kMostSide))};
    if (!panels.boundary_dialog.plane.is_zoomed) return wished;
    wished.x_min = view.x_min;
    wished.y_min = view.y_min;
    wished.size = view.size;
    return wished;
  }

  void tell_watch() {
    Watch wanted;
    const bool pictures = run.is_pictures();
    wanted.predictions = true;
    wanted.first_layer = pictures;
    wanted.boundary = run.is_points();
    wanted.trace = run.data.revision != 0;
    const bool of_test = settings.view.example_set == ExampleSet::test && run.count(true) > 0;
    wanted.trace_is_test = of_test;
    wanted.trace_example =
        std::clamp(settings.view.example, 0, std::max(0, run.count(of_test) - 1));
    if (shows_spread()) wanted.distribution_layer = panels.inside.spread.layer;
    if (bench.navigation.is_boundary_open && run.is_points()) {
      // One view at a time: a finger asks for more of them than a large network can give.
      wanted.plane_view = plane_is_pending ? watch.plane_view : wished_plane();
    }
    if (has_sent_watch && wanted == watch) return;
    plane_is_pending =
        wanted.plane_view.side > 0 && (plane_is_pending || wanted.plane_view != watch.plane_view);
    watch = wanted;
    has_sent_watch = true;
    send(watch);
  }

  std::string link_text() const {
    const std::string text = write_experiment(settings);
    return text.empty() ? "v=1" : "v=1&" + text;
  }

  /// What is arranged is remembered once it is let go.
  void remember() {
    if (bench.arrangement == remembered || ImGui::IsAnyItemActive()) return;
    remembered = bench.arrangement;
    act("remember", remembered.text());
  }

  void tell_link() {
    std::string now = link_text();
    if (now == link) return;
    link = std::move(now);
    if (hooks.link_changed) hooks.link_changed(link, std::exchange(new_page, false));
  }

  void note(const std::vector<Error>& errors) {
    for (const Error& error : errors) {
      notes.push_back(error);
      if (notes.size() > kMaxNotes) notes.erase(notes.begin());
      toast(describe(error, current_language()), NoticeKind::warning);
      event("notice",
            {{"code", errc_name(error.code)}, {"text", describe(error, current_language())}});
    }
    is_dirty = true;
  }

  void fail(const Error& error) {
    has_failure = true;
    // A phone shows one card at a time: the one that says what to bring.
    if (error.code == Errc::data_missing || error.code == Errc::points_missing ||
        error.code == Errc::my_pictures_missing) {
      bench.navigation.phone_tab = PhoneTab::data;
    }
    failure = error;
    event("error",
          {{"code", errc_name(error.code)}, {"text", describe(error, current_language())}});
    is_dirty = true;
  }

  void take_link(std::string_view text) {
    Reading reading = read_experiment(text);
    settings = std::move(reading.experiment);
    note(reading.notes);
  }

  void play() {
    has_failure = false;
    if (run.status.phase == Phase::finished || run.status.phase == Phase::failed) {
      send(RunTo{0});
    }
    send(Play{});
  }
  void run_to(int iteration) {
    if (iteration <= run.status.iteration) has_failure = false;
    send(RunTo{std::max(0, iteration)});
  }

  // ---- look ----------------------------------------------------------------------------------------

  Layout layout() const {
    if (surface.width < 720.0F || surface.height < kLowest) return Layout::phone;
    return surface.width < 1100.0F ? Layout::middle : Layout::wide;
  }

  /// Larger words come with everything around them, as by a browser's zoom, down to a width for
  /// which there is a layout; from there on words alone grow. Takes the place in points of the
  /// surroundings, and leaves it in ours.
  float enlarge() {
    const auto wanted = static_cast<float>(std::clamp(settings.view.text_scale, 1.0, 2.0));
    const float zoom = std::clamp(surface.width / kNarrowest, 1.0F, wanted);
    set_zoom(zoom);
    surface.width /= zoom;
    surface.height /= zoom;
    surface.pixel_ratio *= zoom;
    return wanted / zoom;
  }

  void change_text_scale(int by) {
    double& scale = settings.view.text_scale;
    const auto next = by > 0 ? std::upper_bound(kTextScales.begin(), kTextScales.end(), scale)
                             : std::lower_bound(kTextScales.begin(), kTextScales.end(), scale);
    if (by > 0) scale = next == kTextScales.end() ? kTextScales.back() : *next;
    if (by < 0) scale = next == kTextScales.begin() ? kTextScales.front() : *(next - 1);
    is_dirty = true;
  }

  /// Theme, language and sizes follow the settings, the system and the kind of pointer.
  void follow_surface() {
    const bool dark = settings.view.theme == ThemeChoice::system
                          ? surface.system_dark
                          : settings.view.theme == ThemeChoice::dark;
    const ThemeKind wanted = dark ? ThemeKind::dark : ThemeKind::light;
    const float scale = enlarge();
    // A narrow window is likely a phone's; one that is narrow because its words are large is not.
    const bool wants_touch = surface.touch || surface.width * theme().zoom < 720.0F;
    if (!is_themed || wanted != kind || wants_touch != touch || scale != theme().text_scale) {
      is_themed = true;
      kind = wanted;
      touch = wants_touch;
      apply_theme(kind, scale, touch);
      act("theme", dark ? "dark" : "light");
    }
    set_reduced_motion(surface.reduced_motion);
    const Language language = settings.view.language == LanguageChoice::system
                                  ? surface.system_language
                              : settings.view.language == LanguageChoice::zh ? Language::chinese
                                                                             : Language::english;
    if (language != current_language()) {
      set_language(language);
      act("language", language == Language::chinese ? "zh" : "en");
    }
  }

  /// What stands in the way of the run, above the network.
  float draw_failure(const Rect& column) {
    // Missing data has its own place: the data card invites it.
    if (!has_failure || failure.code == Errc::data_missing ||
        failure.code == Errc::points_missing || failure.code == Errc::my_pictures_missing ||
        failure.code == Errc::glyphs_missing) {
      return 0.0F;
    }
    const bool exploded = failure.code == Errc::cost_exploded;
    begin_region({column.x, column.y, column.width, 120}, false);
    const ImVec2 before = ImGui::GetCursorScreenPos();
    const NoticeAnswer answer =
        notice("failure", NoticeKind::error, describe(failure, current_language()),
               exploded ? tr(Text::halve_rate) : std::string_view{}, true);
    const float height = ImGui::GetCursorScreenPos().y - before.y;
    end_region();
    if (answer == NoticeAnswer::dismissed) has_failure = false;
    if (answer == NoticeAnswer::action) {
      bench.settings.training.learning_rate /= 2;
      bench.requests.rewind = true;
      bench.requests.play = true;
      has_failure = false;
    }
    return height + theme().gap - 4;
  }

  /// Pictures of the data take what a high screen leaves below the rail, as it was in this frame.
  void give_spare_height(float spare) {
    const Arrangement& arrangement = bench.arrangement;
    const bool can_grow = is_pictures(bench.settings.data.source) && !arrangement.data_folded &&
                          !arrangement.training_folded && ImGui::GetScrollY() <= 0.0F;
    constexpr float kMost = 480.0F;
    float& extra = panels.data_card.extra_height;
    const float wanted = can_grow ? std::clamp(std::floor(extra + spare), 0.0F, kMost) : 0.0F;
    if (std::fabs(wanted - extra) < 1.0F) return;
    extra = wanted;
    want_redraw();
  }

  void draw_left_rail(const Rect& place) {
    ImGui::SetCursorScreenPos({place.x, place.y});
    begin_scroll("left", {place.width, place.height});
    draw_data_card(bench, panels.data_card);
    space(theme().gap);
    draw_training_card(bench, panels.training_card);
    give_spare_height(place.bottom() - ImGui::GetCursorScreenPos().y);
    end_scroll();
  }

  /// The worst mistakes below what is looked at, but for the tab that has all of them.
  void draw_mistakes_below() {
    if (bench.navigation.inside_tab == InsideTab::mistakes) return;
    space(theme().gap);
    draw_mistakes_card(bench);
  }

  void draw_right_rail(const Rect& place) {
    ImGui::SetCursorScreenPos({place.x, place.y});
    begin_scroll("right", {place.width, place.height});
    if (std::exchange(bench.navigation.inside_from_top, false)) ImGui::SetScrollY(0.0F);
    draw_inside_card(bench, panels.inside);
    draw_mistakes_below();
    end_scroll();
  }

  void draw_wide() {
    const bool is_middle = bench.layout == Layout::middle;
    const float gap = is_middle ? 12.0F : theme().gap;
    const Rect bar{0, 0, surface.width, 56};
    const Rect status{0, surface.height - 30, surface.width, 30};
    draw_top_bar(bench, bar);
    draw_status_bar(bench, status);
    const float top = bar.bottom() + gap;
    const float height = status.y - top - gap;
    bench.rail_bottom = top + height;
    const Sizes sizes = column_sizes(gap);
    const float left_width = sizes.left;
    const float right_width = sizes.right;
    const Rect left{gap, top, left_width, height};
    const float centre_x = left.right() + gap;
    const float centre_end =
        is_middle ? surface.width - gap : surface.width - gap - right_width - gap;
    Rect centre{centre_x, top, centre_end - centre_x, height};

    if (is_middle && bench.navigation.shows_inside) {
      draw_right_rail(left);
    } else {
      draw_left_rail(left);
    }
    if (!is_middle) draw_right_rail({centre.right() + gap, top, right_width, height});

    const float shift = draw_failure(centre);
    centre.y += shift;
    centre.height -= shift;
    Arrangement& arrangement = bench.arrangement;
    const float usual_network = std::clamp(centre.height * 0.42F, 250.0F, 420.0F);
    const float most_network = std::max(250.0F, centre.height - gap - 160.0F);
    const float network_height = arrangement.network_folded ? folded_card_height()
                                 : arrangement.network > 0
                                     ? std::clamp(arrangement.network, 250.0F, most_network)
                                     : usual_network;
    draw_network_card(bench, {centre.x, centre.y, centre.width, network_height});
    const float plots_y = centre.y + network_height + gap;
    const float plots_height = std::max(160.0F, centre.bottom() - plots_y);
    const float usual_cost = std::floor((centre.width - gap) * 0.64F);
    const float most_cost = std::max(200.0F, centre.width - gap - 160.0F);
    const float cost_width =
        arrangement.cost > 0 ? std::clamp(arrangement.cost, 200.0F, most_cost) : usual_cost;
    draw_main_plot_card(bench, panels.plots, {centre.x, plots_y, cost_width, plots_height});
    draw_side_plot_card(
        bench, panels.plots,
        {centre.x + cost_width + gap, plots_y, centre.width - gap - cost_width, plots_height});

    // The lines between the parts, in the gaps.
    const auto moved = [&](std::string_view id, Text label, const Rect& place, float now,
                           float& kept, SplitterSpec spec) {
      spec.hint = tr(Text::split_hint);
      if (splitter(id, tr(label), place, now, spec)) kept = now == spec.usual ? 0.0F : now;
    };
    moved("split_left", Text::split_left, {left.right() + 3, top, gap - 5, height}, left_width,
          arrangement.left, {.min = 260, .max = sizes.most_left, .usual = sizes.usual_left});
    if (!is_middle) {
      moved("split_right", Text::split_right, {centre.right() + 3, top, gap - 5, height},
            right_width, arrangement.right,
            {.min = 280, .max = sizes.most_right, .usual = sizes.usual_right, .is_reversed = true});
    }
    if (!arrangement.network_folded) {
      moved("split_network", Text::split_network,
            {centre.x, plots_y - gap + 3, centre.width, gap - 5}, network_height,
            arrangement.network,
            {.min = 250, .max = most_network, .usual = usual_network, .across = true});
    }
    moved("split_cost", Text::split_cost,
          {centre.x + cost_width + 3, plots_y, gap - 5, plots_height}, cost_width, arrangement.cost,
          {.min = 200, .max = most_cost, .usual = usual_cost});
  }

  /// Widths of the rails: as a person set them where the centre keeps room, else as usual.
  struct Sizes {
    float left, right, usual_left, usual_right, most_left, most_right;
  };
  Sizes column_sizes(float gap) const {
    const bool is_middle = bench.layout == Layout::middle;
    constexpr float kLeastCentre = 460.0F;
    Sizes sizes{};
    sizes.usual_left = is_middle ? 300.0F : std::clamp(surface.width * 0.203F, 284.0F, 340.0F);
    sizes.usual_right = is_middle ? 0.0F : std::clamp(surface.width * 0.22F, 300.0F, 380.0F);
    const auto chosen = [](float wanted, float usual, float least, float most) {
      return wanted > 0 ? std::clamp(wanted, least, std::max(least, most)) : usual;
    };
    const float room = surface.width - 4 * gap - kLeastCentre;
    sizes.most_left = std::max(260.0F, std::min(620.0F, room - sizes.usual_right));
    sizes.left = chosen(bench.arrangement.left, sizes.usual_left, 260.0F, sizes.most_left);
    sizes.most_right = std::max(280.0F, std::min(620.0F, room - sizes.left));
    sizes.right =
        is_middle ? 0.0F
                  : chosen(bench.arrangement.right, sizes.usual_right, 280.0F, sizes.most_right);
    return sizes;
  }

  void draw_phone() {
    const Rect bar{0, 0, surface.width, std::max(52.0F, theme().row + 8)};
    draw_top_bar(bench, bar);
    const float pad = 12;
    const float width = surface.width - 2 * pad;
    float y = bar.bottom() + 10;
    y += draw_failure({pad, y, width, 100});
    // Where little height is left for the cards, everything below the bar moves with them.
    const bool scrolls_whole = surface.height < kLowest * theme().text_scale;
    const float bottom = surface.height;
    if (scrolls_whole) {
      ImGui::SetCursorScreenPos({pad, y});
      begin_scroll("body", {width, bottom - y});
      y = ImGui::GetCursorScreenPos().y;
    }
    const float plot_height = std::clamp(surface.height * 0.31F, 180.0F, 300.0F);
    draw_main_plot_card(bench, panels.plots, {pad, y, width, plot_height});
    y += plot_height + 10;
    draw_transport(bench, {pad, y, width, 44});
    y += 44 + 4;
    const float tabs_height = theme().touch ? 52.0F : std::round(34 * theme().text_scale) + 8;
    begin_region({pad, y, width, tabs_height - 2}, false);
    const Choice choices[] = {{.label = tr(Text::data), .id = "data"},
                              {.label = tr(Text::network), .id = "network"},
                              {.label = tr(Text::training), .id = "training"},
                              {.label = tr(Text::look_inside), .id = "inside"}};
    int tab = static_cast<int>(bench.navigation.phone_tab);
    if (tabs("phone", tr(Text::more), choices, tab, true)) {
      bench.navigation.phone_tab = static_cast<PhoneTab>(tab);
    }
    end_region();
    y += tabs_height;
    ImGui::SetCursorScreenPos({pad, y});
    if (!scrolls_whole) begin_scroll("body", {width, bottom - y});
    switch (bench.navigation.phone_tab) {
      case PhoneTab::data: draw_data_card(bench, panels.data_card); break;
      case PhoneTab::network: draw_layer_cards(bench); break;
      case PhoneTab::training: draw_training_card(bench, panels.training_card); break;
      case PhoneTab::inside:
        if (std::exchange(bench.navigation.inside_from_top, false)) ImGui::SetScrollY(0.0F);
        draw_inside_card(bench, panels.inside);
        draw_mistakes_below();
        break;
    }
    space(pad);
    end_scroll();
  }

  /// Files over the page, or being read.
  void draw_overlay() const {
    if (!is_drop_over && !is_reading_file) return;
    ImDrawList* list = ImGui::GetForegroundDrawList();
    if (is_drop_over) {
      list->AddRectFilled({0, 0}, {surface.width, surface.height}, theme().scrim);
      const float width = std::min(460.0F, surface.width - 40);
      const Rect box{(surface.width - width) / 2, surface.height / 2 - 70, width, 140};
      list->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, theme().card, 18);
      list->AddRect({box.x, box.y}, {box.right(), box.bottom()}, theme().accent, 18, 0, 2);
      draw_text(list, {surface.width / 2, box.y + 34}, tr(Text::drop_here),
                {.size = theme().counter_size, .weight = Weight::semibold}, Align::centre);
      draw_text_in(list, {box.x + 12, box.y + 74, box.width - 24, 26}, tr(Text::drop_words),
                   dim_text(), Align::centre);
      return;
    }
    const std::string_view words = tr(Text::reading_files);
    const float width = measure(words).x + 36;
    const Rect box{(surface.width - width) / 2, surface.height - 90, width, 36};
    list->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, theme().bubble, 18);
    TextStyle style;
    style.colour = theme().bubble_ink;
    draw_text_in(list, box, words, style, Align::centre);
  }

  /// Keys that work wherever the focus is, as long as nothing is being typed.
  void read_keys() {
    const ImGuiIO& io = ImGui::GetIO();
    const bool control = io.KeyCtrl || io.KeySuper;
    if (io.WantTextInput) return;
    if (control && ImGui::IsKeyPressed(ImGuiKey_Z, true)) {
      (io.KeyShift ? bench.requests.redo : bench.requests.undo) = true;
    }
    if (control && ImGui::IsKeyPressed(ImGuiKey_Y, true)) bench.requests.redo = true;
    if (control && io.KeyAlt) {
      const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, true); };
      if (pressed(ImGuiKey_Equal) || pressed(ImGuiKey_KeypadAdd)) change_text_scale(1);
      if (pressed(ImGuiKey_Minus) || pressed(ImGuiKey_KeypadSubtract)) change_text_scale(-1);
    }
    const bool has_dialog = bench.navigation.is_help_open || bench.navigation.is_shapes_open ||
                            bench.navigation.is_data_open || bench.navigation.is_runs_open;
    if (control || io.KeyAlt || has_dialog) return;
    // Space presses what the keyboard is on; only without such a thing it trains.
    if (ImGui::IsKeyPressed(ImGuiKey_Space, false) && !io.NavVisible) {
      const Phase phase = run.status.phase;
      (phase == Phase::training || phase == Phase::preparing ? bench.requests.pause
                                                             : bench.requests.play) = true;
    }
    if (ImGui::IsKeyPressed(ImGuiKey_Period, true)) bench.requests.step = 1;
    if (ImGui::IsKeyPressed(ImGuiKey_Comma, true)) bench.requests.step = -1;
    if (ImGui::IsKeyPressed(ImGuiKey_R, false)) bench.requests.rewind = true;
    const int by = (ImGui::IsKeyPressed(ImGuiKey_RightBracket, true) ? 1 : 0) -
                   (ImGui::IsKeyPressed(ImGuiKey_LeftBracket, true) ? 1 : 0);
    const int count = run.count(chosen_is_test(bench));
    if (by != 0 && count > 0) {
      choose_example(bench, chosen_is_test(bench), (chosen_example(bench) + count + by) % count);
    }
    if (ImGui::IsKeyPressed(ImGuiKey_Slash, false) && io.KeyShift)
      bench.navigation.is_help_open = true;
  }

  void save(std::string_view name, std::string_view type, const std::string& content) const {
    if (!hooks.save) return;
    const std::string place = hooks.save(name, type, content);
    if (!place.empty()) toast(tr(Text::exported, {place}), NoticeKind::good);
  }

  std::string plot_file(std::string_view ending) const {
    return "purrceptron-" + std::string(plot_name(panels.plots.main.kind)) + std::string(ending);
  }

  void take_out(Export wanted) {
    switch (wanted) {
      case Export::none: break;
      case Export::link: copy_link(); break;
      case Export::picture: {
        const float zoom = theme().zoom;
        const Rect& plot = panels.plots.main_place;
        const Rect card{plot.x * zoom, plot.y * zoom, plot.width * zoom, plot.height * zoom};
        act("save-picture", number_text(card.x) + " " + number_text(card.y) + " " +
                                number_text(card.width) + " " + number_text(card.height) + " " +
                                plot_file(".png"));
        break;
      }
      case Export::svg: {
        save(plot_file(".svg"), "image/svg+xml", main_plot_svg(bench, panels.plots.main));
        break;
      }
      case Export::csv:
        save("purrceptron-curves.csv", "text/csv", curve_csv(run.curve, run.gradients));
        break;
      case Export::json: {
        std::vector<std::string> words;
        for (const Error& error : notes) words.push_back(describe(error, current_language()));
        save("purrceptron-run.json", "application/json",
             result_json({.experiment = settings,
                          .status = run.status,
                          .curve = run.curve,
                          .weights = {},
                          .notes = std::move(words)}));
        break;
      }
      case Export::weights: act("save-weights", "purrceptron-weights.npz"); break;
    }
  }

  /// What is on the screen may still be the run before the last change.
  void pin_when_there() {
    const bool is_there = run.status.serial == serial && run.status.phase != Phase::preparing;
    if (!wants_pin || !is_there || run.cost.empty()) return;
    wants_pin = false;
    bench.pinned.pin(sent, run);
    toast(tr(Text::pinned_toast), NoticeKind::good);
    is_dirty = true;
  }

  /// A link cannot hold what a person brought: then it says so.
  void copy_link() {
    act("copy", link_text());
    const DataSource source = settings.data.source;
    const bool is_own = is_brought(source) && settings.addresses.train.empty();
    toast(tr(is_own ? Text::link_copied_mine : Text::link_copied), NoticeKind::good);
  }

  void carry_out(const Requests& requests) {
    if (requests.new_page) new_page = true;
    if (requests.undo && !undo.empty()) {
      redo.push_back(settings);
      const ViewSpec view = settings.view;
      settings = undo.back();
      settings.view = view;
      undo.pop_back();
      settled = settings;
    }
    if (requests.redo && !redo.empty()) {
      undo.push_back(settings);
      const ViewSpec view = settings.view;
      settings = redo.back();
      settings.view = view;
      redo.pop_back();
      settled = settings;
    }
    if (requests.pick_files) act("pick-files");
    const std::string label = std::to_string(panels.data_dialog.my_pictures.new_label);
    if (requests.pick_pictures) act("pick-pictures", label);
    if (requests.pick_folder) act("pick-folder", label);
    if (requests.camera) act("camera");
    if (requests.cancel_pictures) act("cancel-pictures");
    if (requests.find_twins) send(FindTwins{run.data.revision});
    tell_my_pictures();
    if (requests.licences) act("open", "licences.txt");
    if (requests.bench) act("open", "bench.html");
    if (requests.pin) wants_pin = true;
    pin_when_there();
    if (requests.exports != Export::none) take_out(requests.exports);
    if (requests.share) {
      copy_link();
    }
    tell_trainer();
    if (requests.rewind) run_to(0);
    if (requests.pause) send(Pause{});
    if (requests.run_to >= 0) run_to(requests.run_to);
    if (requests.step != 0) run_to(run.status.iteration + requests.step);
    if (requests.play) play();
  }

  /// A change is one step of undo once nothing is held any more.
  void settle() {
    if (ImGui::IsAnyItemActive() || without_view(settings) == without_view(settled)) return;
    undo.push_back(settled);
    if (undo.size() > kMaxUndo) undo.erase(undo.begin());
    redo.clear();
    settled = settings;
  }

  bool frame(double /*time_ms*/) {
    is_dirty = false;
    follow_surface();
    // The platform has told its own points; ours may be larger.
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {io.DisplaySize.x / theme().zoom, io.DisplaySize.y / theme().zoom};
    io.DisplayFramebufferScale = {io.DisplayFramebufferScale.x * theme().zoom,
                                  io.DisplayFramebufferScale.y * theme().zoom};
    ImGui::NewFrame();
    sweep_textures();
    run.pictures.next_frame();
    begin_widgets();
    begin_page();
    bench.layout = layout();
    bench.has_address_bar = surface.has_address_bar;
    bench.max_matrix_bytes = surface.max_matrix_bytes;
    bench.requests = {};
    bench.failure = has_failure ? &failure : nullptr;
    bench.is_instant = is_instant();
    bench.can_undo = !undo.empty();
    bench.can_redo = !redo.empty();
    read_keys();
    if (bench.layout == Layout::phone) {
      draw_phone();
    } else {
      draw_wide();
    }
    draw_help_dialog(bench, panels.help_dialog);
    draw_shapes_dialog(bench);
    draw_data_dialog(bench, panels.data_dialog);
    draw_runs_dialog(bench, panels.runs_dialog);
    draw_boundary_dialog(bench, panels.boundary_dialog);
    draw_tour(bench);
    draw_overlay();
    end_page();
    end_widgets();
    settle();
    ImGui::Render();
    carry_out(bench.requests);
    tell_watch();
    for (AskPictures& wish : run.pictures.take_wishes()) send(std::move(wish));
    tell_link();
    remember();
    return is_dirty || seconds_until_redraw() <= 0.0 || registry().has_requests();
  }

  // ---- what the trainer says -----------------------------------------------------------------------

  void receive(Update update) {
    // A picture that comes before anybody looks at it is no reason to draw.
    if (!std::holds_alternative<PicturesUpdate>(update) || run.pictures.is_waited_for()) {
      is_dirty = true;
    }
    const auto* boundary = std::get_if<BoundaryUpdate>(&update);
    if (boundary != nullptr && boundary->is_view) plane_is_pending = false;
    if (run.receive(update)) {
      if (std::holds_alternative<Status>(update)) heard_status();
      if (std::holds_alternative<DataUpdate>(update)) {
        plane_is_pending = false;
        panels.boundary_dialog.plane = {};
        tell_watch();
        event("data", {{"m", run.count(false)}, {"mTest", run.count(true)}});
      }
      return;
    }
    if (const auto* weights = std::get_if<WeightsUpdate>(&update)) {
      if (hooks.weights) hooks.weights(*weights);
    } else if (const auto* reply = std::get_if<PredictionReply>(&update)) {
      if (hooks.prediction) hooks.prediction(*reply);
    } else if (const auto* batch = std::get_if<BatchReply>(&update)) {
      if (hooks.batch) hooks.batch(*batch);
    } else if (const auto* said = std::get_if<Notice>(&update)) {
      if (said->is_error) {
        fail(said->error);
      } else {
        note({said->error});
      }
    }
  }

  void heard_status() {
    learn_rate();
    const Status& status = run.status;
    const bool is_well = status.phase == Phase::training || status.phase == Phase::ready ||
                         status.phase == Phase::finished;
    const bool is_about_run =
        failure.code == Errc::cost_exploded || failure.code == Errc::data_missing ||
        failure.code == Errc::points_missing || failure.code == Errc::my_pictures_missing ||
        failure.code == Errc::glyphs_missing || failure.code == Errc::bad_glyphs ||
        failure.code == Errc::no_training_set || failure.code == Errc::size_mismatch ||
        failure.code == Errc::too_much_memory;
    if (has_failure && is_well && is_about_run) has_failure = false;
    // Going back behind a change takes its mark away.
    std::erase_if(bench.marks,
                  [&](const RunMark& mark) { return mark.iteration > status.iteration; });
    if (status.iteration != last_iteration) {
      last_iteration = status.iteration;
      event("iteration", {{"iteration", status.iteration}, {"cost", status.cost}});
    }
    if (status.phase != last_phase) {
      last_phase = status.phase;
      if (status.phase == Phase::finished) {
        event("finished", {{"iteration", status.iteration},
                           {"cost", status.cost},
                           {"trainAccuracy", status.train_accuracy},
                           {"testAccuracy", status.test_accuracy},
                           {"stopReason", stop_reason_name(status.stop_reason)}});
      }
    }
  }
};

App::App(Hooks hooks, std::string_view link, const Surface& surface)
    : state_(std::make_unique<State>()) {
  State& s = *state_;
  s.hooks = std::move(hooks);
  s.surface = surface;
  s.bench.arrangement = s.remembered = Arrangement::from(surface.arrangement);
  load_fonts();
  s.follow_surface();
  s.take_link(link);
  s.surface = surface;  // a text scale of the link counts from the whole of it
  s.follow_surface();
  s.settled = s.settings;
  s.tell_trainer(/*first=*/true);
  s.link = s.link_text();
}

App::~App() {
  state_.reset();
  sweep_textures(/*all=*/true);
}

void App::receive(Update update) { state_->receive(std::move(update)); }

bool App::frame(const Surface& surface, double time_ms) {
  state_->surface = surface;
  return state_->frame(time_ms);
}

bool App::is_dirty() const { return state_->is_dirty; }
void App::mark_dirty() { state_->is_dirty = true; }

std::string App::link() const { return state_->link_text(); }

void App::load(std::string_view link) {
  state_->take_link(link);
  state_->bench.selection.equation.reset();
  state_->tell_trainer();
  state_->is_dirty = true;
}

std::vector<Error> App::set(std::string_view key, std::string_view value) {
  std::vector<Error> repairs;
  set_key(state_->settings, key, value, repairs);
  state_->note(repairs);
  state_->tell_trainer();
  state_->is_dirty = true;
  return repairs;
}

void App::play() { state_->play(); }
void App::pause() { state_->send(Pause{}); }
void App::step(int count) { state_->run_to(state_->run.status.iteration + count); }
void App::run_to(int iteration) { state_->run_to(iteration); }
void App::rewind() { state_->run_to(0); }

std::string App::snapshot_json() const {
  const State& s = *state_;
  const Status& status = s.run.status;
  const auto number_or_null = [](double value) {
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
  };
  const bool is_behind = status.serial != s.serial;
  nlohmann::json notes = nlohmann::json::array();
  for (const Error& note : s.notes) notes.push_back(describe(note, current_language()));
  const nlohmann::json json{
      {"iteration", status.iteration},
      {"cost", number_or_null(status.cost)},
      {"trainAccuracy", number_or_null(status.train_accuracy)},
      {"testAccuracy", number_or_null(status.test_accuracy)},
      {"m", status.m},
      {"mTest", status.m_test},
      {"layers", status.layers},
      {"solver", status.is_gram ? "gram" : "primal"},
      {"precision", status.precision == Precision::f64 ? "f64" : "f32"},
      {"simd", built_version().simd},
      {"running", is_behind || status.phase == Phase::training || status.phase == Phase::preparing},
      {"phase", is_behind ? "preparing" : phase_name(status.phase)},
      {"stopReason", is_behind ? "none" : stop_reason_name(status.stop_reason)},
      {"msPerIteration", status.ms_per_iteration},
      {"elapsedMs", status.elapsed_ms},
      {"notes", std::move(notes)},
      {"error", s.has_failure ? nlohmann::json(describe(s.failure, current_language()))
                              : nlohmann::json(nullptr)},
  };
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<double> App::curve(bool of_test) const {
  const std::vector<PlotPoint>& points = of_test ? state_->run.test_cost : state_->run.cost;
  std::vector<double> pairs;
  pairs.reserve(points.size() * 2);
  for (const PlotPoint& point : points) {
    pairs.push_back(point.x);
    pairs.push_back(point.y);
  }
  return pairs;
}

int App::layer_count() const {
  return std::max(0, static_cast<int>(state_->run.status.layers.size()) - 1);
}

std::uint32_t App::ask_weights(int layer) {
  const std::uint32_t token = state_->next_token++;
  state_->send(AskWeights{token, layer});
  return token;
}

std::uint32_t App::ask_prediction(std::vector<std::uint8_t> pixels) {
  const std::uint32_t token = state_->next_token++;
  state_->send(AskPrediction{token, std::move(pixels)});
  return token;
}

std::uint32_t App::ask_batch() {
  const std::uint32_t token = state_->next_token++;
  state_->send(AskBatch{token});
  return token;
}

void App::edit_weight(int layer, int unit, int input, double value) {
  state_->send(EditWeight{layer, unit, input, value});
}

std::vector<double> App::gradients() const {
  std::vector<double> numbers;
  for (const GradientPoint& point : state_->run.gradients) {
    numbers.insert(numbers.end(), {static_cast<double>(point.iteration),
                                   static_cast<double>(point.layers), point.all});
    numbers.insert(numbers.end(), point.dW, point.dW + point.layers);
  }
  return numbers;
}

void App::bring(BroughtData data) {
  State& s = *state_;
  const bool has_pictures = data.train_pictures || data.test_pictures;
  const bool has_points = data.train_points || data.test_points;
  const bool has_table = data.table != nullptr;
  if (data.glyphs) {
    s.has_failure = false;
    s.send(Bring{.data = {.glyphs = std::exchange(data.glyphs, nullptr)}});
    s.is_dirty = true;
  }
  if (!has_pictures && !has_points && !has_table) return;
  if (has_pictures) s.bench.has_course_pictures = true;
  s.has_failure = false;
  s.send(Bring{std::move(data)});
  // Whoever brings data wants to see it.
  const DataSource wanted = has_pictures ? DataSource::course
                            : has_points ? DataSource::csv
                                         : DataSource::table;
  if (s.settings.data.source != wanted) {
    choose_source(s.bench, wanted);
  }
  s.tell_trainer();
  s.is_dirty = true;
}

void App::add_my_picture(std::string_view name, std::string_view folder, int label,
                         std::span<const std::uint8_t> rgb) {
  if (!state_->bench.mine.add(name, folder, label, rgb)) {
    state_->bench.mine.add_bad(
        {Errc::too_many_pictures, {std::string(name), std::to_string(MyPictures::kMost)}});
  }
}

void App::add_bad_picture(const Error& why) { state_->bench.mine.add_bad(why); }

void App::my_pictures_progress(int done, int total) {
  State& s = *state_;
  s.bench.mine.done = done;
  s.bench.mine.total = std::max(1, total);
  s.is_dirty = true;
}

void App::my_pictures_done() {
  State& s = *state_;
  s.bench.mine.done = s.bench.mine.total = 0;
  s.is_dirty = true;
  if (s.bench.mine.count() > 0 && s.settings.data.source != DataSource::mine) {
    choose_source(s.bench, DataSource::mine);
  }
  s.tell_my_pictures();
  s.tell_trainer();
  nlohmann::json bad = nlohmann::json::array();
  for (const Error& why : s.bench.mine.bad()) bad.push_back(describe(why, current_language()));
  s.event("pictures", {{"count", s.bench.mine.count()},
                       {"ones", s.bench.mine.count(1)},
                       {"bad", s.bench.mine.bad_count()},
                       {"problems", std::move(bad)}});
}

int App::crop_mode() const { return static_cast<int>(state_->panels.data_dialog.my_pictures.crop); }

std::array<std::string, 2> App::my_class_names() const {
  std::array<std::string, 2> names = state_->bench.mine.class_names();
  if (names[1].empty()) names[1] = tr(Text::class_a);
  if (names[0].empty()) names[0] = tr(Text::class_b);
  return names;
}

void App::report(const Error& error) {
  State& s = *state_;
  // A failed file takes nothing away: it is said, and the run goes on.
  if (error.code == Errc::glyphs_unreachable) s.has_glyphs = false;
  s.notes.push_back(error);
  if (s.notes.size() > kMaxNotes) s.notes.erase(s.notes.begin());
  toast(describe(error, current_language()), NoticeKind::error);
  s.event("error",
          {{"code", errc_name(error.code)}, {"text", describe(error, current_language())}});
  s.is_dirty = true;
}

void App::set_drop_hover(bool is_over) {
  state_->is_drop_over = is_over;
  state_->is_dirty = true;
}

void App::set_busy(bool is_busy) {
  state_->is_reading_file = is_busy;
  state_->is_dirty = true;
}

const ControlRegistry& App::controls() const { return registry(); }
ControlRegistry& App::controls() { return registry(); }

std::string App::live_text() const {
  const State& s = *state_;
  const Status& status = s.run.status;
  if (s.has_failure) return describe(s.failure, current_language());
  switch (status.phase) {
    case Phase::waiting: return std::string(tr(Text::waiting));
    case Phase::preparing:
      return tr(Text::preparing, {std::to_string(static_cast<int>(100 * status.progress))});
    default: break;
  }
  return tr(status.m_test > 0 ? Text::live_state_test : Text::live_state,
            {number(status.iteration, 0), fixed(status.cost, 3),
             fixed(100 * status.train_accuracy, 1), fixed(100 * status.test_accuracy, 1)});
}

Language App::language() const { return current_language(); }

}  // namespace purr::shell
