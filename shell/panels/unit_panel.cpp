#include "shell/panels/unit_panel.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/kernels/activations.h"
#include "shell/panels/examples.h"
#include "shell/panels/layer_controls.h"
#include "shell/panels/names.h"
#include "shell/panels/network_units.h"
#include "shell/panels/network_words.h"
#include "shell/view/unit_sum.h"

namespace purr::shell {
namespace {

float panel_width(const Rect& whole) {
  constexpr float kMaxWholeWidth = 400.0F;  // of a space that the panel fills, as on a phone
  if (whole.width <= kMaxWholeWidth * theme().text_scale) return whole.width;
  return 310.0F * theme().text_scale;
}

float row_height() { return std::round(theme().text_size * 1.6F); }

// ---- the examples that the unit answers most and least ----

constexpr float kPanelEdges = 26.0F;           // above the first row and below the last
constexpr float kFixedRows = 6.2F;             // title, how, heads, bias, z, a
constexpr float kMinRows = kFixedRows + 2.0F;  // and the largest term and the others

float answer_side() { return theme().touch ? 44.0F : 30.0F; }
/// A line of words and a row of pictures.
float answers_height() { return std::round(theme().title_size * 1.5F) + answer_side() + 10.0F; }

/// How many rows of pictures there is room for below the sum.
int answer_rows(float height) {
  const float room = height - kPanelEdges - kMinRows * row_height();
  return std::clamp(static_cast<int>(room / answers_height()), 0, 2);
}

/// The answers of the open unit; null until they are there.
const UnitUpdate* answers_of(const RunView& run, const OpenedUnit& unit) {
  const UnitUpdate& answers = run.unit;
  const bool is_it = answers.revision == run.data.revision && answers.layer == unit.layer &&
                     answers.unit == unit.index + 1 && !answers.most.empty();
  return is_it ? &answers : nullptr;
}

/// One row of the panel: a name, what is computed, a bar and what it adds.
struct PanelRow {
  std::string name;
  std::string how;
  double adds = 0.0;
  int unit = -1;  ///< of the layer before, drawn before its name
};

std::vector<PanelRow> rows_of(const OpenedUnit& unit, const UnitSum& sum) {
  std::vector<PanelRow> rows;
  for (const UnitTerm& term : sum.largest) {
    const std::string number = std::to_string(term.input + 1);
    rows.push_back(
        {unit.layer == 1 ? "x_{" + number + "}" : tr(Text::network_unit_number, {number}),
         signed_number(term.weight) + " × " + short_number(term.a), term.product(),
         unit.layer == 1 ? -1 : term.input});
  }
  if (sum.others > 0) {
    const std::string count = number(sum.others, 12);
    const bool is_all = sum.largest.empty();
    rows.push_back({std::string(tr(is_all ? Text::network_all_inputs : Text::network_others)),
                    is_all ? count : tr(Text::network_count_more, {count}), sum.others_sum});
  }
  rows.push_back({std::string(tr(Text::network_bias)), "b = " + signed_number(sum.bias), sum.bias});
  return rows;
}

TextStyle small_mono() {
  TextStyle style = mono_text();
  style.size -= 0.5F;
  return style;
}

class Panel {
 public:
  Panel(Workbench& bench, NetworkState& state, const OpenedUnit& unit, const Rect& inner,
        bool has_own_place)
      : bench_(bench),
        state_(state),
        unit_(unit),
        answers_(answers_of(bench.run, unit)),
        answer_rows_(answer_rows(inner.height)),
        row_(row_height()) {
    const float width = panel_width(inner);
    const float below = static_cast<float>(answer_rows_) * answers_height();
    const float room = inner.height - kPanelEdges - below - kFixedRows * row_;
    const int terms = std::clamp(static_cast<int>(room / row_) - 1, 1, 6);
    const std::vector<double> a = values_before(bench, state, unit.layer);
    const int n_in = inputs_of_layer(bench, unit.layer);
    sum_ = unit_sum(unit.values->W, a, n_in, static_cast<int>(unit.values->Z.size()), unit.index,
                    unit.z(), unit.b(), terms);
    rows_ = rows_of(unit, sum_);
    const float rows = kFixedRows - 1.0F + static_cast<float>(rows_.size());
    // A drawing may be lower than the fewest rows: they move closer together.
    if (kPanelEdges + row_ * rows > inner.height) {
      row_ = std::max(theme().text_size * 1.2F, (inner.height - kPanelEdges) / rows);
    }
    const float height = std::min(inner.height, kPanelEdges + row_ * rows + below);
    // Over the drawing it stands on the side away from the unit.
    const bool is_left =
        !has_own_place && unit.place.x + unit.place.width / 2 > inner.x + inner.width * 0.55F;
    box_ = {is_left ? inner.x : inner.right() - width, inner.y, width, height};
  }

  void draw() {
    ImDrawList* list = ImGui::GetWindowDrawList();
    draw_floating_box(list, box_, theme().line, 12);
    y_ = box_.y + 10;
    head(list);
    heads(list);
    double largest = 0.0;
    for (const PanelRow& row : rows_) {
      if (std::isfinite(row.adds)) largest = std::max(largest, std::fabs(row.adds));
    }
    for (const PanelRow& row : rows_) term(list, row, largest);
    y_ += 4;
    list->AddLine({left(), y_}, {right(), y_}, theme().line, 1.0F);
    y_ += 3;
    results(list);
    if (answer_rows_ > 0 && answers_ != nullptr) answers(list);
    describe();
  }

 private:
  float left() const { return box_.x + 14; }
  float right() const { return box_.right() - 14; }
  Rect line(float from, float to) const { return {from, y_, to - from, row_}; }
  float split(float part) const { return left() + (right() - left()) * part; }

  bool is_output() const { return unit_.layer == static_cast<int>(bench_.run.trace.layers.size()); }
  std::string title() const {
    return is_output() ? std::string(tr(Text::network_opened_output))
                       : tr(Text::network_opened_title,
                            {std::to_string(unit_.layer), std::to_string(unit_.index + 1)});
  }
  std::string function_name() const {
    return is_output() ? "σ" : std::string(activation_name(unit_.values->activation));
  }

  void head(ImDrawList* list) {
    draw_text_in(list, line(left(), right() - 26), title(),
                 {.size = theme().text_size + 1, .weight = Weight::semibold});
    const float side = theme().touch ? 40.0F : 24.0F;
    begin_region({right() - side + 6, y_ - 4, side, side}, false);
    if (button("close_unit", tr(Text::network_close_unit),
               {.kind = ButtonKind::bare,
                .icon = Icon::close,
                .width = side,
                .height = side,
                .is_icon_only = true})) {
      state_.open.reset();
      want_redraw();
    }
    end_region();
    y_ += row_;
    TextStyle dim = dim_text();
    dim.size = theme().title_size;
    const std::string how =
        unit_.layer == 1
            ? tr(Text::network_opened_how_input, {function_name()})
            : tr(Text::network_opened_how, {std::to_string(unit_.layer - 1), function_name()});
    draw_text_in(list, line(left(), right()), how, dim);
    y_ += row_;
  }

  void heads(ImDrawList* list) {
    TextStyle dim = dim_text();
    dim.size = theme().small_size;
    const std::string from = unit_.layer == 1
                                 ? std::string(tr(Text::network_from_input))
                                 : tr(Text::network_from_layer, {std::to_string(unit_.layer - 1)});
    draw_text_in(list, line(left(), split(0.27F)), from, dim);
    draw_text_in(list, line(split(0.27F), split(0.655F)),
                 tr(unit_.layer == 1 ? Text::network_weight_times_x : Text::network_weight_times_a),
                 dim, Align::right);
    draw_text_in(list, line(split(0.7F), right()), tr(Text::network_adds_to_z), dim, Align::right);
    y_ += row_;
  }

  void term(ImDrawList* list, const PanelRow& row, double largest) {
    float x = left();
    if (row.unit >= 0) {
      const float side = row_ - 5;
      draw_unit_at(bench_, unit_.layer - 1, row.unit, {x, y_ + 2, side, side});
      x += side + 6;
    }
    TextStyle name = dim_text();
    name.size = theme().title_size;
    draw_text_in(list, line(x, split(0.27F)), row.name, name);
    draw_text_in(list, line(split(0.27F), split(0.655F)), row.how, small_mono(), Align::right);
    const float from = split(0.68F);
    const float room = split(0.79F) - from;
    const auto part = largest > 0.0 && std::isfinite(row.adds)
                          ? static_cast<float>(std::fabs(row.adds) / largest)
                          : 0.0F;
    const float height = 8.0F;
    const float top = y_ + (row_ - height) / 2;
    list->AddRectFilled({from, top}, {from + std::max(1.0F, room * part), top + height},
                        row.adds >= 0.0 ? theme().cat : theme().non, 2);
    draw_text_in(list, line(split(0.79F), right()), signed_number(row.adds), value_style(row.adds),
                 Align::right);
    y_ += row_;
  }

  void results(ImDrawList* list) {
    const TextStyle strong{.size = theme().title_size, .weight = Weight::semibold};
    draw_text_in(list, line(left(), split(0.6F)), "z", strong);
    draw_text_in(list, line(split(0.6F), right()), signed_number(sum_.z), value_style(sum_.z),
                 Align::right);
    y_ += row_;
    draw_text_in(list, line(left(), split(0.6F)), "a = " + function_name() + "(z)", strong);
    draw_activation(list, {split(0.6F), y_ + 3, 30, row_ - 7}, unit_.values->activation,
                    leaky_slope_of(bench_), unit_.z());
    draw_text_in(list, line(split(0.72F), right()), short_number(unit_.a()), value_style(unit_.a()),
                 Align::right);
    y_ += row_;
  }

  /// What the unit looks for, shown by the training examples that excite it.
  void answers(ImDrawList* list) {
    y_ += 2;
    list->AddLine({left(), y_}, {right(), y_}, theme().line, 1.0F);
    const RunView& run = bench_.run;
    const bool is_silent = answers_->at_zero == run.count(false);
    TextStyle dim = dim_text();
    dim.size = theme().title_size;
    const float height = std::round(dim.size * 1.5F);
    const auto words = [&](std::string_view line, std::string_view at_right) {
      draw_text_in(list, {left(), y_ + 2, right() - left(), height}, line, dim);
      TextStyle small = dim;
      small.size = theme().small_size;
      const float rest = right() - left() - measure(line, dim).x - 10;
      if (measure(at_right, small).x <= rest) {
        draw_text_in(list, {left(), y_ + 2, right() - left(), height}, at_right, small,
                     Align::right);
      }
      y_ += height + 3;
    };
    if (is_silent) return words(tr(Text::unit_all_equal), {});
    words(tr(run.is_pictures() ? Text::unit_most : Text::unit_most_points), {});
    examples("most", answers_->most);
    if (answer_rows_ < 2 || answers_->least.empty()) return;
    words(tr(Text::unit_least),
          answers_->at_zero > 0
              ? tr(Text::unit_at_zero, {number(answers_->at_zero, 0), number(run.count(false), 0)})
              : std::string());
    examples("least", answers_->least);
  }

  void examples(const std::string& id, const std::vector<UnitAnswer>& all) {
    const RunView& run = bench_.run;
    const float side = answer_side();
    constexpr float kGap = 6.0F;
    constexpr std::size_t kMaxShown = 5;
    float x = left();
    for (std::size_t k = 0; k < std::min(all.size(), kMaxShown); ++k) {
      if (x + side > right() + 1) break;
      const UnitAnswer& answer = all[k];
      if (answer.example < 0 || answer.example >= run.count(false)) continue;
      const std::string shown = std::to_string(answer.example + 1);
      const std::string name =
          tr(run.is_pictures() ? Text::train_picture : Text::train_point, {shown});
      const std::string hint = tr(Text::unit_answer, {name, short_number(answer.a)});
      begin_region({x, y_, side, side}, false);
      bool is_pressed = false;
      const std::string control = id + std::to_string(k + 1);
      const TileRef picture =
          run.is_pictures() ? bench_.textures.pictures.get(run, false, answer.example) : TileRef{};
      if (picture.ok) {
        const bool is_one = run.label(false, answer.example) != 0;
        is_pressed = tile(control, hint,
                          {.texture = picture.texture,
                           .uv0 = picture.uv0,
                           .uv1 = picture.uv1,
                           .size = {side, side},
                           .truth = is_one ? TileClass::cat : TileClass::non_cat,
                           .hint = hint});
      } else {
        is_pressed =
            button(control, shown,
                   {.kind = ButtonKind::outline, .width = side, .height = side, .hint = hint});
      }
      end_region();
      if (is_pressed) choose_example(bench_, false, answer.example);
      x += side + kGap;
    }
    y_ += side + 7;
  }

  /// For screen readers; and nothing below the panel takes the pointer.
  void describe() {
    std::string words;
    for (const PanelRow& row : rows_) {
      words += plain(row.name) + " " + row.how + ": " + signed_number(row.adds) + "; ";
    }
    words += "z = " + signed_number(sum_.z) + ", a = " + short_number(unit_.a());
    registry().add({.id = "opened_unit",
                    .role = Role::status,
                    .label = title(),
                    .value = words,
                    .x = box_.x,
                    .y = box_.y,
                    .width = box_.width,
                    .height = box_.height});
    const ImVec2 back = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({box_.x, box_.y});
    ImGui::PushItemFlag(ImGuiItemFlags_NoNav | ImGuiItemFlags_NoTabStop, true);
    ImGui::InvisibleButton("opened_unit", {box_.width, box_.height});
    ImGui::PopItemFlag();
    ImGui::SetCursorScreenPos(back);
  }

  Workbench& bench_;
  NetworkState& state_;
  OpenedUnit unit_;
  const UnitUpdate* answers_;
  int answer_rows_;  // lines of pictures, 0 to 2
  UnitSum sum_;
  std::vector<PanelRow> rows_;
  Rect box_;
  float row_;
  float y_ = 0.0F;
};

}  // namespace

double leaky_slope_of(const Workbench& bench) { return bench.settings.network.leaky_slope; }

void draw_floating_box(ImDrawList* list, const Rect& box, ImU32 border, float radius) {
  list->AddRectFilled({box.x - 1, box.y + 1}, {box.right() + 1, box.bottom() + 3},
                      with_alpha(theme().shadow, 0.5F), radius);
  list->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, theme().card, radius);
  list->AddRect({box.x, box.y}, {box.right(), box.bottom()}, border, radius, 0, 1.8F);
}

TextStyle value_style(double value) {
  TextStyle style = mono_text();
  style.weight = Weight::mono;
  style.colour = value > 0.0 ? theme().cat_text : value < 0.0 ? theme().non_text : theme().dim;
  return style;
}

void draw_activation(ImDrawList* list, const Rect& place, Activation g, double slope, double z) {
  constexpr int kPieces = 24;
  const double reach = std::isfinite(z) ? std::max(3.0, std::fabs(z) * 1.15) : 3.0;
  const auto value = [&](double at) { return activation(g, slope, at); };
  const double low = std::min(value(-reach), 0.0);
  const double high = std::max(value(reach), low + 1e-6);
  const auto point = [&](double at) {
    const auto x = static_cast<float>((at + reach) / (2 * reach));
    const auto y = static_cast<float>((value(at) - low) / (high - low));
    return ImVec2{place.x + place.width * x, place.bottom() - place.height * y};
  };
  std::vector<ImVec2> points;
  for (int k = 0; k <= kPieces; ++k) points.push_back(point(-reach + 2 * reach * k / kPieces));
  list->AddPolyline(points.data(), static_cast<int>(points.size()), theme().ink, 0, 1.5F);
  if (std::isfinite(z)) list->AddCircleFilled(point(z), 3.4F, theme().cat, 16);
}

Rect beside_unit_panel(const Rect& whole) {
  const float rest = whole.width - panel_width(whole) - 16;
  constexpr float kMinDrawing = 560.0F;
  return rest < kMinDrawing ? whole : Rect{whole.x, whole.y, rest, whole.height};
}

float unit_panel_room() {
  return 8.0F + kPanelEdges + (kMinRows + 1.0F) * row_height() + 2 * answers_height();
}

void draw_unit_panel(Workbench& bench, NetworkState& state, const OpenedUnit& unit,
                     const Rect& whole, bool has_own_place) {
  Panel(bench, state, unit, whole, has_own_place).draw();
}

}  // namespace purr::shell
