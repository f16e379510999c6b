#include "shell/widgets/number_table.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "shell/widgets/detail.h"
#include "shell/widgets/parts.h"

namespace purr::shell {

namespace {

/// The entries as parts that explain themselves, among which arrow keys walk.
class Entries {
 public:
  Entries(std::string_view id, const NumberTableSpec& spec, int rows, int columns)
      : spec_(spec), rows_(rows), columns_(columns) {
    registry().push_scope(id);
    ImGui::PushID(id.data(), id.data() + id.size());
  }
  ~Entries() {
    ImGui::PopID();
    registry().pop_scope();
  }
  Entries(const Entries&) = delete;
  Entries& operator=(const Entries&) = delete;

  void add(int row, int column, const Rect& place) {
    places_.push_back(place);
    const std::string words = spec_.words(row, column);
    const PartState it = part(
        {.id = id_of(row, column),
         .label = words.substr(0, words.find('\n')),
         .words = words,
         .place = place,
         .is_current = row == std::max(0, spec_.lit_row) && column == std::max(0, spec_.lit_column),
         .radius = 5.0F});
    if (it.is_hovered) under_ = {row, column, false};
    if (it.is_pressed) pressed_ = {row, column, true};
    if (it.walk) {
      const bool is_across = *it.walk == Direction::left || *it.walk == Direction::right;
      const int by = *it.walk == Direction::right || *it.walk == Direction::down ? 1 : -1;
      to_ = {std::clamp(row + (is_across ? 0 : by), 0, rows_ - 1),
             std::clamp(column + (is_across ? by : 0), 0, columns_ - 1), true};
    }
  }
  /// What was done to an entry in this frame.
  CellAt result() {
    if (to_) {
      const auto at = static_cast<std::size_t>(to_.row * columns_ + to_.column);
      if (at < places_.size()) focus_part(id_of(to_.row, to_.column), places_[at]);
      return to_;
    }
    return pressed_ ? pressed_ : under_;
  }

 private:
  std::string id_of(int row, int column) const {
    return std::to_string(row + 1) + "/" + std::to_string(spec_.first_column + column + 1);
  }

  const NumberTableSpec& spec_;
  int rows_;
  int columns_;
  std::vector<Rect> places_;
  CellAt under_, pressed_, to_;
};

}  // namespace

CellAt number_table(std::string_view id, std::string_view label, std::span<const NumberRow> rows,
                    const NumberTableSpec& spec) {
  const Theme& t = theme();
  CellAt result;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float whole = ImGui::GetContentRegionAvail().x;
  const TextStyle mono = {t.mono_size, Weight::mono};
  const TextStyle names = {t.title_size, Weight::mono, t.dim};

  std::size_t columns = 0;
  double largest = 0.0;
  float label_width = spec.label_width;
  for (const NumberRow& row : rows) {
    columns = std::max(columns, row.values.size());
    if (spec.label_width <= 0) {
      label_width = std::max(label_width, measure(row.label, names).x + 14.0F);
    }
    for (const double v : row.values) {
      if (std::isfinite(v)) largest = std::max(largest, std::abs(v));
    }
  }
  const auto widest_cell = [&](int digits) {
    float widest = 0.0F;
    for (const NumberRow& row : rows) {
      for (const double v : row.values) {
        widest = std::max(widest, measure(significant(v, digits), mono).x);
      }
    }
    return std::ceil(widest) + 8.0F;
  };
  const double scale = spec.full_scale > 0 ? spec.full_scale : largest > 0 ? largest : 1.0;
  constexpr float kGap = 4.0F;
  const float room = whole - label_width;
  std::size_t fitting = columns;
  int digits = spec.digits;
  float least = widest_cell(digits);
  const auto needs = [&](std::size_t n) { return static_cast<float>(n) * (least + kGap) - kGap; };
  while (needs(columns) > room && digits > 2) least = widest_cell(--digits);
  const float dots = 20.0F;
  bool cut = false;
  if (needs(columns) > room) {
    cut = true;
    fitting = static_cast<std::size_t>(std::max(1.0F, (room - dots + kGap) / (least + kGap)));
  }
  const float cell =
      fitting == 0
          ? least
          : std::min(((cut ? room - dots : room) + kGap) / static_cast<float>(fitting) - kGap,
                     least * 1.6F);
  const float pitch = std::round(t.mono_size * 2.35F);
  const float height = pitch - 5.0F;
  const float all = pitch * static_cast<float>(rows.size());
  ImGui::ItemSize({whole, all}, 0.0F);
  const ImRect box(at, {at.x + whole, at.y + all});
  CellAt explained;
  if (spec.words) {
    // Before the table, which would take their presses.
    Entries entries(id, spec, static_cast<int>(rows.size()), static_cast<int>(fitting));
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t c = 0; c < std::min(fitting, rows[r].values.size()); ++c) {
        entries.add(static_cast<int>(r), static_cast<int>(c),
                    {at.x + label_width + static_cast<float>(c) * (cell + kGap),
                     at.y + pitch * static_cast<float>(r), cell, height});
      }
    }
    explained = entries.result();
  }
  ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
  const detail::ItemState item = detail::press_box(detail::item_id(id), box);
  ImGui::PopItemFlag();
  Control control = detail::control_of(id, Role::table, plain(label), item);
  control.value = std::to_string(rows.size()) + " × " + std::to_string(columns);
  registry().add(std::move(control));
  if (explained) result = explained;
  if (!item.is_visible) return result;

  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const float y = at.y + pitch * static_cast<float>(r);
    draw_text_in(list, {at.x, y, label_width, height}, rows[r].label, names);
    for (std::size_t c = 0; c < std::min(fitting, rows[r].values.size()); ++c) {
      const double v = rows[r].values[c];
      const float x = at.x + label_width + static_cast<float>(c) * (cell + kGap);
      const ImRect place(detail::snap(x), y, detail::snap(x + cell), y + height);
      const auto tint = static_cast<float>(v / scale);
      detail::draw_box(list, place, spec.is_tinted ? diverging(tint) : t.soft, 5);
      const bool lit =
          static_cast<int>(r) == spec.lit_row && static_cast<int>(c) == spec.lit_column;
      const bool under = explained ? explained.row == static_cast<int>(r) &&
                                         explained.column == static_cast<int>(c)
                                   : item.is_hovered && place.Contains(mouse);
      if (lit || under) {
        list->AddRect({place.Min.x - 1, place.Min.y - 1}, {place.Max.x + 1, place.Max.y + 1},
                      lit ? t.accent_text : t.dim, 6, 0, lit ? 2.0F : 1.25F);
      }
      if (under && !explained) {
        result = {static_cast<int>(r), static_cast<int>(c), item.is_pressed};
      }
      TextStyle words = mono;
      words.colour = !std::isfinite(v) ? t.danger_text
                     : spec.is_tinted  ? ink_on_diverging(tint)
                                       : t.ink;
      draw_text_in(list, {place.Min.x, y, place.GetWidth(), height}, significant(v, digits), words,
                   Align::centre);
    }
    if (cut && rows[r].values.size() > fitting) {
      draw_text_in(list, {at.x + whole - dots + 4, y, dots - 4, height}, "…", names, Align::centre);
    }
  }
  return result;
}

}  // namespace purr::shell
