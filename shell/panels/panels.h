#pragma once

#include "shell/panels/all_settings_row.h"
#include "shell/panels/boundary_dialog.h"
#include "shell/panels/cost_card.h"
#include "shell/panels/data_card.h"
#include "shell/panels/data_dialog.h"
#include "shell/panels/gradient_view.h"
#include "shell/panels/help_dialog.h"
#include "shell/panels/inside_card.h"
#include "shell/panels/layer_cards.h"
#include "shell/panels/mistakes_card.h"
#include "shell/panels/network_card.h"
#include "shell/panels/next_dialog.h"
#include "shell/panels/offer_card.h"
#include "shell/panels/phone_cards.h"
#include "shell/panels/plot_cards.h"
#include "shell/panels/runs_dialog.h"
#include "shell/panels/score_card.h"
#include "shell/panels/shapes_dialog.h"
#include "shell/panels/sort_dialog.h"
#include "shell/panels/start_card.h"
#include "shell/panels/start_controls.h"
#include "shell/panels/status_bar.h"
#include "shell/panels/table_dialog.h"
#include "shell/panels/top_bar.h"
#include "shell/panels/tour.h"
#include "shell/panels/training_card.h"
#include "shell/panels/transport.h"

namespace purr::shell {

/// The state of every panel, for the app, which draws all of them. A panel includes its own header
/// and `workbench.h` instead of this one.
struct Panels {
  BoundaryDialogState boundary_dialog;
  DataCardState data_card;
  DataDialogState data_dialog;
  GradientViewState gradient_view;
  HelpDialogState help_dialog;
  InsideState inside;
  NetworkState network;
  NextDialogState next_dialog;
  PlotCardsState plots;
  RunsDialogState runs_dialog;
  SortDialogState sort_dialog;
  StartCardState start_card;
  TableDialogState table_dialog;
  TrainingCardState training_card;
};

}  // namespace purr::shell
