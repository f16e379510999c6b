#include "shell/panels/weight_update_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "shell/panels/change_text.h"
#include "shell/panels/equations.h"
#include "shell/panels/examples.h"

namespace purr::shell {
namespace {

constexpr float kMinPlot = 84.0F;

std::string factor(double value) {
  const std::string text = significant(value);
  return value < 0.0 ? "(" + text + ")" : text;
}

/// "√(s + ε)" or "(√s + ε)", for any spelling of s.
std::string root(const std::string& s, const std::string& epsilon, bool is_epsilon_inside) {
  return is_epsilon_inside ? "√(" + s + " + " + epsilon + ")" : "(√" + s + " + " + epsilon + ")";
}

/// The running average that ends in `after`: "0.9 · 0.12 + 0.1 · 0.3 = 0.138".
std::string average_numbers(const std::string& letter, double beta, double before,
                            const std::string& value, double after) {
  return letter + " = " + number(beta, 6) + " · " + factor(before) + " + " + number(1.0 - beta, 6) +
         " · " + value + " = " + significant(after);
}

std::string weight_letters(const WeightTrace& trace, const char* letter) {
  return with_layer(letter, trace.layer) + "_{" + std::to_string(trace.unit) + "," +
         std::to_string(trace.input) + "}";
}

/// Where this weight is after the step, as old number and what is added.
std::string sum_numbers(const WeightTrace& trace) {
  const ChangeText change = change_text(trace.weight, trace.updated);
  const double step = trace.updated - trace.weight;
  return "= " + change.before + (step < 0.0 ? " \u2212 " : " + ") +
         fixed(std::abs(step), change.decimals);
}

Word word_of(Optimizer optimizer) {
  switch (optimizer) {
    case Optimizer::gd: return Word::gradient_descent;
    case Optimizer::momentum: return Word::momentum;
    case Optimizer::rmsprop: return Word::rmsprop;
    case Optimizer::adam: return Word::adam;
  }
  return Word::gradient_descent;
}

Text part_name(PartUnit unit) {
  switch (unit) {
    case PartUnit::percent: return Text::part_percent;
    case PartUnit::thousandths: return Text::part_thousandths;
    case PartUnit::millionths: return Text::part_millionths;
    case PartUnit::billionths: return Text::part_billionths;
  }
  return Text::part_percent;
}

void old_and_new(const WeightTrace& trace) {
  const Theme& t = theme();
  const ChangeText change = change_text(trace.weight, trace.updated);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = std::round(t.small_size + t.large_size + 26);
  constexpr float kArrow = 40.0F;
  const float box = (width - kArrow) / 2;
  ImGui::Dummy({width, height});
  ImDrawList* list = ImGui::GetWindowDrawList();
  TextStyle value{t.large_size, Weight::mono, t.ink};
  const float longest = std::max(measure(change.before, value).x, measure(change.after, value).x);
  if (longest > box - 20) value.size = std::max(8.0F, value.size * (box - 20) / longest);
  const auto draw = [&](float x, Text name, std::string_view words, std::size_t shared,
                        bool is_new) {
    const ImU32 fill = is_new ? t.accent_soft : t.card;
    list->AddRectFilled({x, at.y}, {x + box, at.y + height}, fill, t.control_radius);
    list->AddRect({x, at.y}, {x + box, at.y + height}, is_new ? t.accent_text : t.line,
                  t.control_radius);
    draw_text(list, {x + 10, at.y + 8}, tr(name),
              {t.small_size, Weight::regular, is_new ? t.accent_text : t.dim});
    const float y = at.y + t.small_size + 14;
    draw_text(list, {x + 10, y}, words.substr(0, shared), value);
    TextStyle changed = value;
    changed.colour = is_new ? t.cat_text : t.ink;
    draw_text(list, {x + 10 + measure(words.substr(0, shared), value).x, y}, words.substr(shared),
              changed);
  };
  draw(at.x, Text::weight_old, change.before, change.shared, false);
  draw(at.x + box + kArrow, Text::weight_new, change.after, change.shared, true);
  const float middle = at.y + height / 2;
  const float from = at.x + box + 9;
  const float to = from + kArrow - 18;
  list->AddLine({from, middle}, {to, middle}, t.dim, 1.25F);
  list->AddLine({to - 5, middle - 5}, {to, middle}, t.dim, 1.25F);
  list->AddLine({to - 5, middle + 5}, {to, middle}, t.dim, 1.25F);
}

/// The curve of this weight over the iterations so far.
void draw_history(Workbench& bench, WeightUpdateCardState& state, float height) {
  const std::vector<WeightPoint>& history = bench.run.weight.history;
  state.points.clear();
  for (const WeightPoint& point : history) {
    state.points.push_back({static_cast<double>(point.iteration), point.value});
  }
  const std::string name = weight_letters(bench.run.weight.trace, "W");
  const std::string label = plain(name);
  const std::array<PlotSeries, 1> series{
      {{.name = label, .colour = theme().accent, .points = state.points}}};
  PlotSpec spec;
  spec.x_name = tr(bench.settings.training.batch_size > 0 ? Text::epoch : Text::iteration);
  spec.y_name = label;
  spec.decimals = 4;
  plot("history", tr(Text::weight_history), {ImGui::GetContentRegionAvail().x, height},
       state.history, series, spec);
}

/// How many updates an iteration makes.
int updates_of_iteration(const Workbench& bench) {
  const int m = bench.run.count(false);
  const int batch = bench.settings.training.batch_size;
  return batch > 0 ? std::max(1, (m + batch - 1) / batch) : 1;
}

void buttons(Workbench& bench) {
  const WeightTrace& trace = bench.run.weight.trace;
  const float width = ImGui::GetContentRegionAvail().x;
  const float back = std::min(110.0F, width * 0.32F);
  if (button("dz", with_layer("dZ", trace.layer),
             {.kind = ButtonKind::outline,
              .icon = Icon::chevron_left,
              .width = back,
              .height = theme().control + 6})) {
    bench.navigation.is_gradient_open = false;
    look_inside(bench, InsideTab::example);
    bench.selection.equation = Equation{EquationKind::dZ, trace.layer};
    bench.selection.unit = trace.unit - 1;
  }
  ImGui::SameLine(0, 8);
  const Phase phase = bench.run.status.phase;
  const int updates = updates_of_iteration(bench);
  const std::string words =
      updates > 1
          ? tr(Text::do_epoch, {number(updates, 0)})
          : tr(Text::do_all_weights, {number(static_cast<double>(trace.n_out) * trace.n_in, 0)});
  if (button("step", words,
             {.kind = ButtonKind::primary,
              .trailing = Icon::chevron_right,
              .width = width - back - 8,
              .height = theme().control + 6,
              .is_enabled =
                  phase == Phase::ready || phase == Phase::finished || phase == Phase::training,
              .hint = tr(Text::do_all_hint)})) {
    bench.requests.step = 1;
  }
}

}  // namespace

UpdateText update_text(const WeightTrace& trace, const TrainingSpec& training) {
  const std::string W = weight_letters(trace, "W");
  const std::string dW = weight_letters(trace, "dW");
  const std::string alpha = number(trace.learning_rate, 6);
  const ChangeText change = change_text(trace.weight, trace.updated);
  const std::string before = change.before + " \u2212 " + alpha + " · ";
  UpdateText text{.settings = "α = " + alpha};
  if (trace.is_frozen) {
    text.letters = {W + " := " + W};
    text.numbers = {"= " + change.before};
    return text;
  }
  const bool has_velocity =
      training.optimizer == Optimizer::momentum || training.optimizer == Optimizer::adam;
  const bool has_squares =
      training.optimizer == Optimizer::rmsprop || training.optimizer == Optimizer::adam;
  const bool is_adam = training.optimizer == Optimizer::adam;
  const std::string beta1 = is_adam ? "β_{1}" : "β";
  const std::string squared = factor(trace.derivative) + "²";
  if (has_velocity) {
    text.settings += ", " + beta1 + " = " + number(training.momentum, 6);
    text.letters.push_back("v := " + beta1 + "\u2009v + (1 \u2212 " + beta1 + ")\u2009" + dW);
    text.numbers.push_back(average_numbers("v", training.momentum, trace.v_before,
                                           factor(trace.derivative), trace.v_after));
  }
  if (has_squares) {
    text.settings +=
        ", β_{2} = " + number(training.beta2, 6) + ", ε = " + number(training.epsilon, 3);
    text.letters.push_back("s := β_{2}\u2009s + (1 \u2212 β_{2})\u2009(" + dW + ")²");
    text.numbers.push_back(
        average_numbers("s", training.beta2, trace.s_before, squared, trace.s_after));
  }
  switch (training.optimizer) {
    case Optimizer::gd:
      text.letters.push_back(W + " := " + W + " \u2212 α\u2009" + dW);
      text.numbers.push_back(before + factor(trace.derivative));
      break;
    case Optimizer::momentum:
      text.letters.push_back(W + " := " + W + " \u2212 α\u2009v");
      text.numbers.push_back(before + factor(trace.v_after));
      break;
    case Optimizer::rmsprop:
      text.letters.push_back(W + " := " + W + " \u2212 α\u2009" + dW + " / " +
                             root("s", "ε", training.epsilon_inside));
      text.numbers.push_back(
          before + factor(trace.derivative) + " / " +
          root(significant(trace.s_after), number(training.epsilon, 3), training.epsilon_inside));
      break;
    case Optimizer::adam: {
      const auto t = static_cast<double>(trace.t);
      const double v = trace.v_after / (1.0 - std::pow(training.momentum, t));
      const double s = trace.s_after / (1.0 - std::pow(training.beta2, t));
      text.settings += ", t = " + number(t, 0);
      text.letters.push_back(
          "v^{corrected} = v / (1 \u2212 β_{1}^{t}),  s^{corrected} = s / (1 \u2212 β_{2}^{t})");
      text.letters.push_back(W + " := " + W + " \u2212 α\u2009v^{corrected} / " +
                             root("s^{corrected}", "ε", training.epsilon_inside));
      text.numbers.push_back("v^{corrected} = " + significant(v) +
                             ", s^{corrected} = " + significant(s));
      text.numbers.push_back(
          before + factor(v) + " / " +
          root(significant(s), number(training.epsilon, 3), training.epsilon_inside));
      break;
    }
  }
  text.numbers.push_back(sum_numbers(trace));
  return text;
}

std::string move_words(const WeightTrace& trace) {
  const double slope = trace.derivative;
  std::string words(tr(slope < 0.0   ? Text::slope_negative
                       : slope > 0.0 ? Text::slope_positive
                                     : Text::slope_zero));
  words += current_language() == Language::chinese ? "" : " ";
  const double step = trace.updated - trace.weight;
  if (trace.is_frozen) return words + std::string(tr(Text::move_frozen));
  if (step == 0.0) return words + std::string(tr(Text::move_none));
  if (trace.weight == 0.0) return words + tr(Text::move_from_zero, {significant(trace.updated, 2)});
  const Part part = part_text(std::abs(step / trace.weight));
  const bool is_downhill = step * slope < 0.0;
  const Text move = step > 0.0 ? (is_downhill ? Text::move_grows : Text::move_still_grows)
                               : (is_downhill ? Text::move_shrinks : Text::move_still_shrinks);
  return words + tr(move, {tr(part_name(part.unit), {part.count})});
}

float weight_update_card_height(const Workbench& bench) {
  const UpdateText text = update_text(bench.run.weight.trace, bench.settings.training);
  const float scale = std::max(1.0F, theme().text_scale);
  return 2 * theme().pad + 304.0F * scale + kMinPlot +
         scale * 24.0F * (static_cast<float>(text.letters.size() + text.numbers.size()) - 3.0F);
}

void draw_weight_update_card(Workbench& bench, WeightUpdateCardState& state, const Rect& place) {
  const Theme& t = theme();
  const WeightTrace& trace = bench.run.weight.trace;
  const UpdateText update = update_text(trace, bench.settings.training);
  begin_card("update", {.title = update.letters.back(), .place = &place, .is_untitled = true});
  const float bottom = place.bottom() - t.pad;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  for (const std::string& letters : update.letters) {
    if (&letters != &update.letters.front()) space(3);  // room for indices
    TextStyle style{t.large_size + (update.letters.size() > 1 ? -1.0F : 1.0F), Weight::regular};
    const float width = ImGui::GetContentRegionAvail().x;
    while (style.size > 8.0F && measure(letters, style).x > width) style.size -= 0.5F;
    text(letters, style);
  }
  explain("optimiser",
          {at.x, at.y, ImGui::GetContentRegionAvail().x, ImGui::GetCursorScreenPos().y - at.y},
          word_of(bench.settings.training.optimizer));
  space(8);
  std::string lines;
  for (const std::string& line : update.numbers) lines += (lines.empty() ? "" : "\n") + line;
  const ImVec2 box = ImGui::GetCursorScreenPos();
  formula(update.settings, lines);
  explain("alpha", {box.x, box.y, ImGui::GetContentRegionAvail().x, t.text_size * 1.5F + 9},
          Word::alpha);
  space(10);
  old_and_new(trace);
  space(10);
  paragraph(move_words(trace), {t.title_size, Weight::regular, t.ink});
  space(6);
  hairline();
  space(6);
  text(tr(Text::weight_history), title_text());
  const float buttons_height = t.control + 6;
  const float height = bottom - buttons_height - 12 - ImGui::GetCursorScreenPos().y;
  draw_history(bench, state, std::max(kMinPlot, height));
  space(10);
  buttons(bench);
  end_card();
}

}  // namespace purr::shell
