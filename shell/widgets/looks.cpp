// Things to look at: bars, badges, pictures, tables of numbers, formulas.
#include <algorithm>
#include <cmath>
#include <vector>

#include "shell/widgets/detail.h"

namespace purr::shell {

void progress(std::string_view id, std::string_view label, double fraction,
              std::string_view words) {
  const Theme& t = theme();
  const double part = std::isfinite(fraction) ? std::clamp(fraction, 0.0, 1.0) : 0.0;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float whole = ImGui::GetContentRegionAvail().x;
  const float height = std::round(t.title_size * 1.7F);
  ImGui::Dummy({whole, height});
  Control control;
  control.id = id;
  control.role = Role::progress;
  control.label = plain(label);
  control.value = plain(words);
  control.max = 1.0;
  control.now = part;
  control.x = at.x;
  control.y = at.y;
  control.width = whole;
  control.height = height;
  registry().add(std::move(control));
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float words_width = words.empty() ? 0.0F : measure(words, dim_text()).x + 12.0F;
  const float bar = whole - words_width;
  draw_meter(list, {at.x, at.y + height / 2 - 3, bar, 6}, part, t.accent);
  if (!words.empty()) {
    draw_text_in(list, {at.x + bar, at.y, words_width, height}, words, dim_text(), Align::right);
  }
}

void draw_meter(ImDrawList* list, const Rect& place, double fraction, ImU32 colour) {
  detail::draw_pill(list, detail::to_im(place), theme().line);
  if (!std::isfinite(fraction)) return;
  const float full = place.width * static_cast<float>(std::clamp(fraction, 0.0, 1.0));
  if (full < 0.5F) return;
  detail::draw_pill(
      list, {place.x, place.y, place.x + std::max(full, place.height), place.bottom()}, colour);
}

void badge(std::string_view words, ImU32 colour) {
  const Theme& t = theme();
  const TextStyle style = {t.small_size, Weight::semibold, mix(colour, t.ink, 0.25F)};
  const ImVec2 size = measure(words, style);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = std::round(t.small_size * 1.75F);
  const float width = std::ceil(size.x + 16);
  ImGui::Dummy({width, height});
  ImDrawList* list = ImGui::GetWindowDrawList();
  detail::draw_pill(list, {at.x, at.y, at.x + width, at.y + height}, mix(t.card, colour, 0.14F));
  draw_text_in(list, {at.x, at.y, width, height}, words, style, Align::centre);
}

void swatch(std::string_view words, ImU32 colour) {
  const Theme& t = theme();
  const ImVec2 size = measure(words, dim_text());
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float side = std::round(t.title_size * 0.75F);
  const float height = std::round(t.title_size * 1.6F);
  ImGui::Dummy({std::ceil(side + 6 + size.x), height});
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float top = detail::snap(at.y + (height - side) / 2);
  list->AddRectFilled({at.x, top}, {at.x + side, top + side}, colour, 3);
  draw_text_in(list, {at.x + side + 6, at.y, size.x + 1, height}, words, dim_text());
}

void draw_tile(ImDrawList* list, const Rect& place, const TileSpec& spec) {
  const Theme& t = theme();
  const float least = std::min(place.width, place.height);
  const float radius = spec.radius > 0 ? spec.radius : std::clamp(least * 0.16F, 3.0F, 12.0F);
  const ImVec2 low = {detail::snap(place.x), detail::snap(place.y)};
  const ImVec2 high = {detail::snap(place.right()), detail::snap(place.bottom())};
  const float width = least < 56 ? 2.0F : 2.5F;
  const bool outlined = spec.truth == TileClass::cat && !spec.chosen;
  // Under an outline the picture is a hair smaller, or its corners would peep out.
  const float less = outlined ? 0.75F : 0.0F;
  list->AddImageRounded(spec.texture, {low.x + less, low.y + less}, {high.x - less, high.y - less},
                        spec.uv0, spec.uv1, IM_COL32_WHITE, radius - less);
  if (outlined) {
    const float in = width / 2;
    const ImU32 edge = t.cat;
    list->AddRect({low.x + in, low.y + in}, {high.x - in, high.y - in}, edge,
                  std::max(0.0F, radius - in), 0, width);
  }
  if (spec.chosen) {
    const float out = width / 2 + 1.5F;
    list->AddRect({low.x - out, low.y - out}, {high.x + out, high.y + out},
                  spec.truth == TileClass::cat ? t.cat : t.accent_text, radius + out, 0, width);
  }
  if (spec.wrong) {
    const float r = std::clamp(least * 0.17F, 5.0F, 9.0F);
    const ImVec2 centre = {high.x - r * 0.8F, low.y + r * 0.8F};
    list->AddCircleFilled(centre, r + 1.0F, t.card, 24);
    list->AddCircleFilled(centre, r, t.danger, 24);
    draw_icon(list, Icon::close, centre, r * 1.15F,
              t.kind == ThemeKind::light ? IM_COL32_WHITE : t.card);
  }
}

bool tile(std::string_view id, std::string_view label, const TileSpec& spec) {
  const detail::Touched item = detail::press_item(id, spec.size, spec.interactive);
  Control control =
      detail::control_of(id, spec.interactive ? Role::button : Role::image, plain(label), item);
  control.disabled = false;
  control.checked = spec.chosen;
  registry().add(std::move(control));
  bool pressed = item.pressed;
  if (spec.interactive) {
    if (const auto request = detail::take_request(id, item)) pressed |= request->action == "press";
  }
  detail::hint_over(item.id, item.hovered, detail::focus_shown(item.id), spec.hint);
  if (!item.visible) return pressed;
  if (item.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_tile(list, detail::from_im(item.box), spec);
  const float radius = spec.radius > 0 ? spec.radius : std::clamp(spec.size.x * 0.16F, 3.0F, 12.0F);
  if (item.hovered && !spec.chosen) {
    list->AddRect(item.box.Min, item.box.Max, with_alpha(theme().ink, 0.45F), radius, 0, 1.5F);
  }
  detail::focus_ring(item, radius, 1.0F);
  return pressed;
}

void draw_probability_bar(ImDrawList* list, const Rect& place, double probability) {
  const Theme& t = theme();
  const ImRect bar = detail::to_im(place);
  const ImVec2 low = {place.x, place.y};
  const ImVec2 high = {place.right(), place.bottom()};
  if (!std::isfinite(probability)) {
    detail::draw_pill(list, bar, t.line);
    return;
  }
  const auto p = static_cast<float>(std::clamp(probability, 0.0, 1.0));
  // The same rounded bar drawn twice, each time only its part: the ends stay round at 0 and at 1.
  const float border = detail::snap(high.y - p * place.height);
  const ImU32 rest = mix(t.card, t.non, 0.32F);
  list->PushClipRect({low.x, low.y}, {high.x, border}, true);
  detail::draw_pill(list, bar, rest);
  list->PopClipRect();
  list->PushClipRect({low.x, border}, {high.x, high.y}, true);
  detail::draw_pill(list, bar, t.cat);
  list->PopClipRect();
}

void probability_bar(ImVec2 size, double probability) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy(size);
  draw_probability_bar(ImGui::GetWindowDrawList(), {at.x, at.y, size.x, size.y}, probability);
}

void draw_unit(ImDrawList* list, ImVec2 centre, float radius, float value) {
  const Theme& t = theme();
  list->AddCircleFilled(centre, radius, mix(t.line, t.ink, 0.5F), 40);
  list->AddCircleFilled(centre, radius - detail::hairline_width(), diverging(value), 40);
}

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
  float cell_words = 0.0F;
  for (const NumberRow& row : rows) {
    columns = std::max(columns, row.values.size());
    if (spec.label_width <= 0) {
      label_width = std::max(label_width, measure(row.label, names).x + 14.0F);
    }
    for (const double v : row.values) {
      if (std::isfinite(v)) largest = std::max(largest, std::abs(v));
      cell_words = std::max(cell_words, measure(fixed(v, spec.decimals, spec.sign), mono).x);
    }
  }
  const double scale = spec.full_scale > 0 ? spec.full_scale : largest > 0 ? largest : 1.0;
  constexpr float kGap = 4.0F;
  const float least = std::ceil(cell_words) + 8.0F;
  const float room = whole - label_width;
  std::size_t fitting = columns;
  const auto needs = [&](std::size_t n) { return static_cast<float>(n) * (least + kGap) - kGap; };
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
  ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
  const detail::Touched item = detail::press_box(detail::item_id(id), box);
  ImGui::PopItemFlag();
  Control control = detail::control_of(id, Role::table, plain(label), item);
  control.value = std::to_string(rows.size()) + " × " + std::to_string(columns);
  registry().add(std::move(control));
  if (!item.visible) return result;

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
      detail::draw_box(list, place, spec.tinted ? diverging(tint) : t.soft, 5);
      const bool lit =
          static_cast<int>(r) == spec.lit_row && static_cast<int>(c) == spec.lit_column;
      const bool under = item.hovered && place.Contains(mouse);
      if (lit || under) {
        list->AddRect({place.Min.x - 1, place.Min.y - 1}, {place.Max.x + 1, place.Max.y + 1},
                      lit ? t.accent_text : t.dim, 6, 0, lit ? 2.0F : 1.25F);
      }
      if (under) result = {static_cast<int>(r), static_cast<int>(c), item.pressed};
      TextStyle words = mono;
      words.colour = !std::isfinite(v) ? t.danger_text
                     : spec.tinted     ? ink_on_diverging(tint)
                                       : t.ink;
      draw_text_in(list, {place.Min.x, y, place.GetWidth(), height},
                   fixed(v, spec.decimals, spec.sign), words, Align::centre);
    }
    if (cut && rows[r].values.size() > fitting) {
      draw_text_in(list, {at.x + whole - dots + 4, y, dots - 4, height}, "…", names, Align::centre);
    }
  }
  return result;
}

void formula(std::string_view equation, std::string_view with_numbers) {
  const Theme& t = theme();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float whole = ImGui::GetContentRegionAvail().x;
  const float inside = whole - 24.0F;
  const TextStyle line = {t.text_size + 0.5F, Weight::regular, t.ink};
  const TextStyle numbers = {t.mono_size, Weight::mono, t.dim_soft};
  const float top = detail::measure_wrapped(equation, line, inside).y;
  const float below =
      with_numbers.empty() ? 0.0F : detail::measure_wrapped(with_numbers, numbers, inside).y;
  const float height = top + below + 18.0F;
  ImGui::Dummy({whole, height});
  if (!ImGui::IsItemVisible()) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  detail::draw_box(list, {at.x, at.y, at.x + whole, at.y + height}, t.soft, t.control_radius + 1);
  detail::draw_wrapped(list, {at.x + 12, at.y + 9}, equation, line, inside);
  if (!with_numbers.empty()) {
    detail::draw_wrapped(list, {at.x + 12, at.y + 9 + top}, with_numbers, numbers, inside);
  }
}

}  // namespace purr::shell
