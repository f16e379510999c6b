#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/data/resize.h"
#include "engine/io/experiment.h"
#include "engine/run/messages.h"
#include "engine/solver/choice.h"
#include "shell/panels/run_textures.h"
#include "shell/plot/histogram.h"
#include "shell/plot/plane.h"
#include "shell/plot/plot.h"
#include "shell/theme/text.h"
#include "shell/view/my_pictures.h"
#include "shell/view/pinned_runs.h"
#include "shell/view/run_view.h"
#include "shell/widgets/widgets.h"

/// The parts of the screen. Each panel is a function from the workbench to pixels: it reads the
/// run, edits the settings, asks for actions. The app compares the settings afterwards and tells
/// the trainer; a panel never does.
namespace purr::shell {

/// How wide the screen is, and so what stands where.
enum class Layout : std::uint8_t { wide, middle, phone };

/// What a run is taken out as.
enum class Export : std::uint8_t { none, link, picture, svg, csv, json, weights };

/// What a person asked for in this frame besides changed settings.
struct Asked {
  bool play = false;
  bool pause = false;
  bool rewind = false;
  int run_to = -1;  ///< an iteration to train to, or to go back to
  int step = 0;     ///< +1 one iteration on, −1 one back
  bool undo = false;
  bool redo = false;
  bool pick_files = false;
  bool pick_pictures = false;  ///< of the person's own, into screen.new_label
  bool pick_folder = false;
  bool camera = false;
  bool cancel_pictures = false;
  bool find_twins = false;  ///< look for test pictures that stand in the training set
  bool share = false;
  bool licences = false;
  bool bench = false;  ///< the page that measures how quick this machine is
  bool pin = false;    ///< keep this run to compare others with
  Export exports = Export::none;
  bool new_page = false;  ///< the settings are a new run of their own: back returns to the old one
};

/// One equation of the walk through the network and back, for layer `l` (from 1).
enum class EquationKind : std::uint8_t { Z, A, loss, dA, dZ, dW, db };
struct Equation {
  EquationKind kind = EquationKind::Z;
  int l = 1;
  bool operator==(const Equation&) const = default;
};

/// Which examples a sheet shows.
struct SheetFilter {
  bool of_test = false;
  bool wrong_only = false;    ///< the most confident mistakes first
  bool flipped_only = false;  ///< of the training set
  int label = -1;             ///< 0 or 1; −1 for both
  int facet = -1;             ///< which of the facets must have the value; −1 for none
  int value = 0;
  bool operator==(const SheetFilter&) const = default;
};

/// How a person arranged the screen: what the browser remembers of it.
struct Arrangement {
  float left = 0.0F;     ///< width of the left rail; 0: what suits the screen
  float right = 0.0F;    ///< of the right one
  float network = 0.0F;  ///< height of the network
  float cost = 0.0F;     ///< width of the cost plot
  bool data_folded = false;
  bool training_folded = false;
  bool network_folded = false;
  bool mistakes_folded = false;
  bool shows_more = false;  ///< settings of the training that are seldom changed
  bool has_seen_tour = false;
  bool operator==(const Arrangement&) const = default;

  /// A short line of key=value pairs, and back; what cannot be read is left as it is usual.
  std::string text() const;
  static Arrangement from(std::string_view text);
};

/// What a plot shows over the iterations.
enum class PlotKind : std::uint8_t { cost, accuracy, gradients };
struct PlotView {
  PlotKind kind = PlotKind::cost;
  PlotState state{};
};

/// What “Look inside” shows.
enum class InsideTab : std::uint8_t { example, weights, mistakes, spread };

/// Everything that belongs to the screen alone: what is open, chosen, zoomed.
struct Screen {
  Layout layout = Layout::wide;
  bool has_address_bar = true;
  double max_matrix_bytes = kMaxPageMatrixBytes;
  Arrangement arrangement;
  int tour_step = -1;         ///< of the tour; −1: it is not shown
  float bottom = 0.0F;        ///< where the rails end
  float sheet_extra = 0.0F;   ///< what a high left rail has left over for the pictures
  int phone_tab = 1;          ///< 0 data, 1 network, 2 training, 3 inside
  bool shows_inside = false;  ///< middle width: the right rail instead of the left one
  InsideTab inside_tab = InsideTab::example;
  bool inside_from_top = false;  ///< scrolls “Look inside” up: what was asked for begins there
  bool mistakes_of_train = false;  ///< the mistakes tab: of which set, …
  int mistakes_cell = -1;          ///< … 2·what it is + what is said; −1: all mistakes
  int mistakes_value = -1;         ///< value of the facet mistakes_by; −1: all
  int mistakes_page = 0;
  int spread_layer = 1;  ///< whose numbers the spread tab shows
  std::array<HistogramState, 4> spread_plots;
  SheetFilter sheet;
  int mistakes_by = 0;      ///< the facet that the data panel groups by
  bool has_course = false;  ///< the course's pictures were brought
  MyPictures mine;
  int new_label = -1;  ///< class of the pictures that come next; −1: their folder says
  CropMode crop = CropMode::middle;
  float tile_size = 40.0F;  ///< of the data panel's pictures, points
  int run_to = 100;         ///< what “Run to” asks for
  int chosen_unit = 0;      ///< of the layer that the tables show
  int chosen_weight = 0;    ///< unit of layer 1 whose weights are shown large
  Equation equation{EquationKind::dZ, 1};
  bool equation_is_set = false;
  bool help_is_open = false;
  bool shapes_are_open = false;
  bool data_is_open = false;
  bool runs_are_open = false;
  float runs_height = 90.0F;  ///< of the pinned runs in their list, in the last frame
  bool boundary_is_open = false;
  PlaneState plane;            ///< what the large boundary shows
  float plane_side = 0.0F;     ///< how large it was drawn last
  PinnedRuns pinned;           ///< earlier runs, as ghosts in the plots
  std::vector<RunMark> marks;  ///< what was changed while this run went on
  Rect main_plot_place;        ///< where the main plot's card was drawn last
  bool drop_is_over = false;
  bool file_is_read = false;
  PlotView main_plot{.kind = PlotKind::cost};
  PlotView side_plot{.kind = PlotKind::accuracy};
  PlotCursor cursor;
  PictureTextures pictures;
  WeightTextures weights;
  BoundaryTexture boundary;
  BoundaryTexture plane_picture;
};

/// What every panel gets.
struct Workbench {
  Experiment& settings;
  const RunView& run;
  Screen& screen;
  Asked& asked;
  const Error* failure = nullptr;  ///< what stands in the way of the run, or null
  bool is_instant = false;         ///< every change re-trains: asked for, and quick enough
  bool can_undo = false;
  bool can_redo = false;
};

// One function a panel, each in a file of its name.
void draw_top_bar(Workbench& bench, const Rect& place);
void draw_transport(Workbench& bench, const Rect& place);  ///< in top_bar.cpp
void draw_status_bar(Workbench& bench, const Rect& place);
void draw_data_card(Workbench& bench, const Rect* place);
void draw_training_card(Workbench& bench, const Rect* place);
void draw_network_card(Workbench& bench, const Rect& place);
void draw_layer_cards(Workbench& bench);  ///< the network on a phone, in network_card.cpp
void draw_main_plot_card(Workbench& bench, const Rect& place);  ///< in plot_cards.cpp
void draw_side_plot_card(Workbench& bench, const Rect& place);
void draw_inside_card(Workbench& bench, const Rect* place, float height);
void draw_mistakes_card(Workbench& bench, const Rect* place);
void draw_help_dialog(Workbench& bench);
void draw_shapes_dialog(Workbench& bench);
void draw_data_dialog(Workbench& bench);  ///< all of the data, large
void draw_runs_dialog(Workbench& bench);
void draw_boundary_dialog(Workbench& bench);  ///< the decision boundary, large
void draw_tour(Workbench& bench);
/// The main plot as it is zoomed at the moment, as an SVG file.
std::string main_plot_svg(Workbench& bench);
/// "cost", for the names of files.
std::string_view plot_name(PlotKind kind);

// Words and small things that several panels share (panels.cpp).

std::string_view activation_name(Activation g);
std::string_view source_name(DataSource source);
/// "cat" or "not cat" for pictures, "class 1" or "class 0" for points.
std::string class_word(const RunView& run, bool is_one);
/// The name of a facet, or of one of its values, in the language of the interface; names that are
/// not ours (such as those of glyphs) stay as they are.
std::string_view facet_word(std::string_view name);
/// Loads a preset, or the default run for an empty name, keeping how things are looked at. Drawn
/// cats stand in for the course's photographs where those are not there.
void load_preset(Workbench& bench, std::string_view name);
/// Takes another source with its usual numbers; between pictures and points the network and the
/// training change to what suits the new kind.
void choose_source(Workbench& bench, DataSource source);
void add_layer(Workbench& bench);
void remove_layer(Workbench& bench, int l);
/// Whether training leaves layer `l` (from 1) as it is, and the small lock that says and sets it.
bool is_held(const Workbench& bench, int l);
void hold_button(Workbench& bench, int l, float side);
/// Chooses the example that is looked into.
void choose_example(Workbench& bench, bool of_test, int index);
/// Shows the chosen example from its top.
void look_into_chosen(Workbench& bench);
/// The chosen example within what there is.
int chosen_example(const Workbench& bench);
bool chosen_is_test(const Workbench& bench);
/// A link at the right end of a title row, on the line of the title. `right` is where the row ends
/// and moves left of the link.
bool title_link(const Rect& title, float& right, std::string_view id, std::string_view label,
                std::string_view hint);
/// Whether the sheet shows the test set: asked for, and there.
bool sheet_is_test(const Workbench& bench);
/// The examples that the filter lets through, in the order in which they are shown.
std::vector<int> sheet_examples(const Workbench& bench);
/// Pictures with their labels in a grid that scrolls. One control for all of it, the number of the
/// chosen picture, called `picture`. In contact_sheet.cpp.
void contact_sheet(Workbench& bench, float height, float wished_side);
/// Turns the label of a training example round, or back.
/// What stands where a person's own pictures will be, and what stands under them.
void my_pictures_invitation(Workbench& bench, float height);
void my_pictures_summary(Workbench& bench);
/// Their part of the data panel. All three in my_pictures_panel.cpp.
void my_pictures_settings(Workbench& bench);
/// A table's columns, in the data panel; in table_panel.cpp.
void table_settings(Workbench& bench);
void flip_by_hand(Workbench& bench, int example);
/// A title with two arrows at its right, `id`_before and `id`_after; the layer that is shown from
/// now on, 1 to `L`.
int layer_arrows(std::string_view id, std::string_view title, int l, int L);
/// The tabs of “Look inside” that have files of their own.
void mistakes_tab(Workbench& bench);
void spread_tab(Workbench& bench);

}  // namespace purr::shell
