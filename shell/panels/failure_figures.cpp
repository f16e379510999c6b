#include "shell/panels/failure_figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/train/diagnosis_words.h"
#include "shell/theme/strings.h"
#include "shell/view/failure_words.h"
#include "shell/widgets/explain.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

constexpr std::size_t kColumns = 5;
using Cells = std::array<std::string, kColumns>;
// Where each column ends, as a share of the width. The first is aligned to the left.
constexpr std::array<float, kColumns> kEnds{0.0F, 0.36F, 0.57F, 0.80F, 1.0F};

/// A number, or a dash where nothing was measured.
std::string cell_of(double value) { return std::isnan(value) ? "–" : number_words(value); }

Cells cells_of(const StepRow& row) {
  const double ratio = row.ratio();
  return {std::to_string(row.iteration), cell_of(row.weight_norm), cell_of(row.step_norm),
          std::isnan(ratio) ? "–" : "× " + number_words(ratio),
          std::isnan(row.cost) ? "NaN" : number_words(row.cost)};
}

void draw_row(const Cells& cells, TextStyle style, ImU32 ratio_colour, ImU32 ground) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = std::round(24.0F * theme().text_scale);
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (ground != 0) list->AddRectFilled(at, {at.x + width, at.y + height}, ground);
  list->AddRectFilled({at.x, at.y + height - 1}, {at.x + width, at.y + height}, theme().line);
  const ImU32 colour = style.colour;
  for (std::size_t i = 0; i < kColumns; ++i) {
    style.colour = i == 3 && ratio_colour != 0 ? ratio_colour : colour;
    const float begin = i < 2 ? 0.0F : kEnds[i - 1] * width;
    const float end = i == 0 ? 0.24F * width : kEnds[i] * width;
    draw_text_in(list, {at.x + begin + 2, at.y, end - begin - 4, height}, cells[i], style,
                 i == 0 ? Align::left : Align::right);
  }
  ImGui::Dummy({width, height});
}

/// The symbols in the head of the table explain themselves.
void explain_head(const Rect& row) {
  const auto column = [&](std::size_t i) {
    const float begin = i == 1 ? 0.24F : kEnds[i - 1];
    return Rect{row.x + begin * row.width, row.y, (kEnds[i] - begin) * row.width, row.height};
  };
  explain("head_w", column(1), Word::w_matrix, {}, 1);
  explain("head_step", column(2), Word::dw, {}, 1);
  explain("head_j", column(4), Word::cost);
}

/// A square for one unit; a dead one is hatched.
void draw_unit(ImDrawList* list, ImVec2 at, ImVec2 size, bool is_dead) {
  const Theme& t = theme();
  const ImVec2 end{at.x + size.x, at.y + size.y};
  if (!is_dead) {
    list->AddRectFilled(at, end, t.cat, 2.5F);
    return;
  }
  list->AddRectFilled(at, end, t.soft, 2.5F);
  list->PushClipRect(at, end, true);
  for (float x = at.x - size.y; x < end.x; x += 4.5F) {
    list->AddLine({x, end.y}, {x + size.y, at.y}, t.dim, 1.3F);
  }
  list->PopClipRect();
}

}  // namespace

void register_words(std::string_view id, Role role, std::string_view words, const Rect& place) {
  registry().add({.id = std::string(id),
                  .role = role,
                  .label = plain(words),
                  .x = place.x,
                  .y = place.y,
                  .width = place.width,
                  .height = place.height});
}

void heading(std::string_view words, std::string_view at_right) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const Rect row{at.x, at.y, width, std::round(22.0F * theme().text_scale)};
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float right = measure(at_right, small_text()).x + 2;
  // Larger words do not fit beside each other.
  if (measure(words, title_text()).x + right + 8 > width) {
    paragraph(words, title_text());
    paragraph(at_right, small_text());
    return;
  }
  draw_text_in(list, {row.x, row.y, row.width - right - 8, row.height}, words, title_text());
  draw_text_in(list, {row.right() - right, row.y, right, row.height}, at_right, small_text(),
               Align::right);
  ImGui::Dummy({row.width, row.height});
}

void draw_step_table(const RunView& run, Optimizer optimizer) {
  const std::vector<StepRow> rows = telling_steps(run.health);
  if (rows.empty()) return;
  const Theme& t = theme();
  space(2);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  heading(tr(Text::failure_steps), tr(Text::failure_layer, {"1"}));
  TextStyle head = small_text();
  head.colour = t.dim;
  draw_row({std::string(tr(Text::iteration)), "‖W‖", step_formula(optimizer),
            std::string(tr(Text::failure_step)), "J"},
           head, 0, 0);
  explain_head({at.x, ImGui::GetItemRectMin().y, width, ImGui::GetItemRectSize().y});
  const Diagnosis* blow_up = find_diagnosis(run.health, DiagnosisKind::blow_up);
  std::string words;
  for (const StepRow& row : rows) {
    const bool is_here = blow_up != nullptr && row.iteration == blow_up->iteration;
    TextStyle style = mono_text();
    style.colour = t.ink;
    const Cells cells = cells_of(row);
    draw_row(cells, style, row.ratio() > 1.0 ? t.cat_text : 0,
             is_here ? with_alpha(t.cat, 0.16F) : 0);
    for (const std::string& cell : cells) words += cell + " ";
    words += "\n";
  }
  const float height = ImGui::GetCursorScreenPos().y - at.y;
  register_words("steps", Role::table, std::string(tr(Text::failure_steps)) + "\n" + words,
                 {at.x, at.y, width, height});
  paragraph(tr(Text::failure_calm), small_text());
  space(6);
}

void draw_dead_units(const RunView& run) {
  const std::vector<LayerActivity>& layers = run.health.layers;
  const bool is_any = std::any_of(layers.begin(), layers.end(),
                                  [](const LayerActivity& l) { return l.dead_count() > 0; });
  if (!is_any) return;
  const Theme& t = theme();
  paragraph(tr(Text::failure_units, {number(run.status.m, 0)}), title_text());
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList* list = ImGui::GetWindowDrawList();
  int blocked = 0;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const int units = static_cast<int>(layers[l].is_dead.size());
    const int dead = layers[l].dead_count();
    if (dead == units && blocked == 0) blocked = static_cast<int>(l + 1);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = std::round(20.0F * t.text_scale);
    const std::string name = tr(Text::failure_layer, {std::to_string(l + 1)});
    const std::string count = tr(Text::failure_of, {std::to_string(dead), std::to_string(units)});
    draw_text_in(list, {at.x, at.y, 58 * t.text_scale, height}, name, small_text());
    TextStyle style = mono_text();
    style.colour = dead > 0 ? t.cat_text : t.ink;
    const float count_width = measure(count, style).x;
    draw_text_in(list, {at.x + width - count_width, at.y, count_width, height}, count, style);
    const float left = at.x + 58 * t.text_scale;
    const float room = width - 58 * t.text_scale - count_width - 10;
    const float pitch = std::min(12.0F, room / static_cast<float>(std::max(1, units)));
    for (int unit = 0; unit < units; ++unit) {
      draw_unit(list, {left + pitch * static_cast<float>(unit), at.y + 4},
                {std::max(1.0F, pitch - (pitch > 6 ? 2.5F : 0.5F)), height - 8},
                layers[l].is_dead[static_cast<std::size_t>(unit)] != 0);
    }
    register_words("dead" + std::to_string(l + 1), Role::status, name + ": " + count,
                   {at.x, at.y, width, height});
    ImGui::Dummy({width, height});
  }
  if (blocked > 0) {
    paragraph(tr(Text::failure_nothing_passes,
                 {std::to_string(blocked), std::to_string(layers.size() + 1)}),
              small_text());
  }
}

}  // namespace purr::shell
