#include "shell/app/exports.h"

#include <string_view>

#include "shell/exports/run_text.h"
#include "shell/theme/strings.h"
#include "shell/theme/theme.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

/// "purrceptron-cost.svg", by what the main plot shows.
std::string plot_file(const PlotCardsState& plots, std::string_view ending) {
  return "purrceptron-" + std::string(plot_name(plots.main.kind)) + std::string(ending);
}

/// The card of the main plot as it was drawn last, in points of the host.
SavePicture plot_picture(const PlotCardsState& plots) {
  const float zoom = theme().zoom;
  const Rect& card = plots.main_place;
  return {.x = card.x * zoom,
          .y = card.y * zoom,
          .width = card.width * zoom,
          .height = card.height * zoom,
          .file_name = plot_file(plots, ".png")};
}

std::string run_json(const Workbench& bench, const std::vector<Error>& notes) {
  std::vector<std::string> sentences;
  for (const Error& note : notes) sentences.push_back(describe(note, current_language()));
  return result_json({.experiment = bench.settings,
                      .status = bench.run.status,
                      .curve = bench.run.curve,
                      .weights = {},
                      .diagnoses = bench.run.health.diagnoses,
                      .notes = std::move(sentences),
                      .language = current_language()});
}

}  // namespace

std::string link_of(const Experiment& settings) { return link_text(settings).substr(1); }

void export_run(Export kind, const Workbench& bench, const PlotCardsState& plots,
                const std::vector<Error>& notes, const Host& host) {
  switch (kind) {
    case Export::none: break;
    case Export::link: copy_link(bench.settings, host); break;
    case Export::picture: host.act(plot_picture(plots)); break;
    case Export::svg:
      host.save(plot_file(plots, ".svg"), "image/svg+xml", main_plot_svg(bench, plots.main));
      break;
    case Export::csv:
      host.save("purrceptron-curves.csv", "text/csv",
                curve_csv(bench.run.curve, bench.run.gradients));
      break;
    case Export::json:
      host.save("purrceptron-run.json", "application/json", run_json(bench, notes));
      break;
    case Export::weights: host.act(SaveWeights{"purrceptron-weights.npz"}); break;
  }
}

void copy_link(const Experiment& settings, const Host& host) {
  host.act(CopyText{link_of(settings)});
  const bool is_of_user_data =
      is_user_data(settings.data.source) && settings.addresses.train.empty();
  toast(tr(is_of_user_data ? Text::link_copied_mine : Text::link_copied), NoticeKind::good);
}

}  // namespace purr::shell
