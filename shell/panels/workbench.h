#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/io/experiment.h"
#include "engine/run/messages.h"
#include "engine/solver/choice.h"
#include "shell/panels/arrangement.h"
#include "shell/panels/requests.h"
#include "shell/panels/run_textures.h"
#include "shell/theme/strings.h"
#include "shell/view/my_pictures.h"
#include "shell/view/pinned_runs.h"
#include "shell/view/run_view.h"
#include "shell/view/table_report.h"
#include "shell/view/ways_out.h"
#include "shell/widgets/widgets.h"

/// What every panel receives. A panel is a function from the workbench and its own state to pixels:
/// it reads the run, edits the settings, and leaves requests. After the frame the app compares the
/// settings and tells the trainer; a panel never does.
namespace purr::shell {

/// The arrangement of the panels, by the width of the screen.
enum class Layout : std::uint8_t { wide, middle, phone };

/// The tabs of “Look inside”, in their order.
enum class InsideTab : std::uint8_t { example, weights, mistakes, distributions };

/// The tabs of a phone, in their order.
enum class PhoneTab : std::uint8_t { network, data, training, inside };

/// Which tabs are in front and which dialogs are open. A panel may lead to another one.
struct Navigation {
  InsideTab inside_tab = InsideTab::example;
  bool inside_from_top = false;  ///< scroll “Look inside” to its top in this frame
  PhoneTab phone_tab = PhoneTab::network;
  bool shows_run_details = false;  ///< the status line: solver and speed
  bool is_help_open = false;
  bool is_shapes_open = false;
  bool is_data_open = false;
  bool is_runs_open = false;
  bool is_table_open = false;  ///< the preview of the user's table
  bool is_sort_open = false;   ///< the dialog that sorts the user's own pictures
  bool is_boundary_open = false;
  bool is_next_open = false;      ///< what to try next
  bool is_gradient_open = false;  ///< dW as a matrix, in place of the cards
  int tour_step = -1;             ///< the stop of the tour, from 0; −1: the tour is not running
  int course_step = -1;           ///< which of the course's runs the offer has led to; −1: none
};

/// One equation of the forward or backward pass, for layer `l` (from 1).
enum class EquationKind : std::uint8_t { Z, A, loss, dA, dZ, dW, db };
struct Equation {
  EquationKind kind = EquationKind::Z;
  int l = 1;
  bool operator==(const Equation&) const = default;
};

/// Which examples the picture sheet shows.
struct SheetFilter {
  std::optional<bool> of_test{};  ///< none: the set of the chosen example
  bool wrong_only = false;        ///< the most confident mistakes first
  bool flipped_only = false;      ///< of the training set
  int label = -1;                 ///< 0 or 1; −1: both
  int facet = -1;                 ///< index of the facet that must have `value`; −1: no condition
  int value = 0;
  bool operator==(const SheetFilter&) const = default;
};

/// What the user chose to look at. One panel sets it and others show it. The chosen example is not
/// here: it is part of the link, in ViewSpec.
struct Selection {
  int unit = 0;                      ///< of the layer whose values the example tab shows
  int weights_unit = 0;              ///< the unit of layer 1 whose weights are shown large
  std::optional<Equation> equation;  ///< none: the example tab chooses one
  WeightPlace weight{1, 1, 1};       ///< the entry of dW that is taken apart
  int facet = 0;                     ///< index of the facet that mistakes are grouped by
  SheetFilter sheet;
};

/// How what is wrong with the run is shown: shell/panels/failure_panel.h. Begins anew with a
/// healthy run.
struct FailureView {
  bool is_open = false;          ///< the panel stands in place of the left rail
  bool has_opened = false;       ///< by itself, once for each run
  bool is_dialog_open = false;   ///< where there is no rail
  bool has_chosen_axes = false;  ///< the user chose the axes of the cost since it broke
  float content = 0.0F;          ///< height of all of it in the last frame, points
};

/// What all panels share. The app owns one for its whole life.
struct Workbench {
  Experiment& settings;
  const RunView& run;

  // Set by the app at the start of each frame.
  Layout layout = Layout::wide;
  bool has_address_bar = true;
  double max_matrix_bytes = kMaxPageMatrixBytes;
  const Error* failure = nullptr;  ///< what prevents the run; null if nothing does
  bool is_instant = false;         ///< each change trains a new run: asked for, and fast enough
  bool can_undo = false;
  bool can_redo = false;
  float rail_bottom = 0.0F;          ///< the lower end of the rails, points
  bool has_course_pictures = false;  ///< the user loaded the course's files
  bool has_csv_points = false;       ///< the user loaded points in the plane

  Requests requests{};
  Arrangement arrangement{};
  Navigation navigation{};
  Selection selection{};
  FailureView failure_view{};
  WaysOut ways_out{};
  MyPictures mine{};
  std::shared_ptr<const Table> table{};  ///< the user's last table; null: none was read
  TableView table_view{};                ///< what was understood of it
  PinnedRuns pinned{};                   ///< earlier runs, drawn faintly in the plots
  std::vector<RunMark> marks{};          ///< settings that changed while this run went on
  RunTextures textures{};
};

}  // namespace purr::shell
