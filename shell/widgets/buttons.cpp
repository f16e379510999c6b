// Buttons, links and cards that are buttons.
#include <algorithm>
#include <cmath>

#include "shell/theme/strings.h"
#include "shell/widgets/detail.h"

namespace purr::shell {
namespace {

struct Look {
  ImU32 fill = 0, border = 0, words = 0;
};

Look look_of(const ButtonSpec& spec, const detail::ItemState& item) {
  const Theme& t = theme();
  Look look;
  switch (spec.kind) {
    case ButtonKind::primary:
      look = {item.is_held      ? t.accent_press
              : item.is_hovered ? t.accent_hover
                                : t.accent,
              0, t.on_accent};
      break;
    case ButtonKind::soft:
      look = {item.is_held ? t.press : item.is_hovered ? t.hover : t.soft, t.line, t.ink};
      break;
    case ButtonKind::outline:
      look = {item.is_held ? t.hover : item.is_hovered ? t.soft : t.card, t.line, t.ink};
      break;
    case ButtonKind::bare:
      look = {item.is_held ? t.press : item.is_hovered ? t.soft : 0, 0, t.ink};
      break;
  }
  if (spec.is_pressed && spec.kind != ButtonKind::primary) {
    look.fill = t.accent_soft;
    look.border = mix(t.line, t.accent, 0.55F);
    look.words = t.accent_text;
  }
  if (!spec.is_enabled) {
    look.words = with_alpha(look.words, 0.42F);
    if (spec.kind == ButtonKind::primary) look.fill = mix(t.card, t.accent, 0.4F);
  }
  return look;
}

}  // namespace

namespace detail {

ItemState button_item(std::string_view id, std::string_view label, const ButtonSpec& spec) {
  const Theme& t = theme();
  const float height = spec.height > 0 ? spec.height : t.touch ? t.control : t.control + 4.0F;
  const float scale = std::max(1.0F, t.text_scale);
  const float icon_size = std::round((spec.is_icon_only ? 15.0F : 13.0F) * scale);
  TextStyle words = {t.text_size - 0.5F, Weight::semibold};
  TextStyle note = {t.small_size, Weight::regular};
  const bool has_words = !spec.is_icon_only && !label.empty();

  float words_width = has_words ? measure(label, words).x : 0.0F;
  float note_width = spec.note.empty() ? 0.0F : measure(spec.note, note).x + 6.0F;
  if (has_words && t.text_scale > 1.0F) {
    // A label that does not fit because text is enlarged is enlarged less, so that it is not cut.
    float room = spec.width > 0 ? spec.width : ImGui::GetContentRegionAvail().x;
    room -= 20.0F + (spec.icon != Icon::none ? icon_size + 7.0F : 0.0F) +
            (spec.trailing != Icon::none ? 17.0F : 0.0F);
    const float needed = words_width + note_width;
    if (needed > room && room > 40.0F) {
      const float part = std::max(1.0F / t.text_scale, room / needed);
      words.size *= part;
      note.size *= part;
      words_width = measure(label, words).x;
      if (note_width > 0) note_width = measure(spec.note, note).x + 6.0F;
    }
  }
  float content = words_width + note_width;
  if (spec.icon != Icon::none) content += icon_size + (has_words ? 7.0F : 0.0F);
  if (spec.trailing != Icon::none) content += 10.0F + 7.0F;
  const float side = spec.is_icon_only ? (height - icon_size) / 2 : 12.0F;
  float width = std::ceil(content + 2 * side);
  if (spec.is_icon_only) width = std::max(width, height);
  if (spec.width > 0) width = spec.width;
  if (spec.width < 0) width = ImGui::GetContentRegionAvail().x;
  // A button as wide as its label is never wider than the available width.
  if (spec.width == 0 && has_words && t.text_scale > 1.0F) {
    width = std::min(width, std::max(60.0F, ImGui::GetContentRegionAvail().x));
  }

  const std::string_view hint = spec.hint.empty() && spec.is_icon_only ? label : spec.hint;
  const ItemState item =
      pressable({.id = std::string(id), .label = plain(label), .checked = spec.is_pressed},
                ImVec2(width, height), {.is_enabled = spec.is_enabled, .hint = hint});
  if (!item.is_visible) return item;

  ImDrawList* list = ImGui::GetWindowDrawList();
  const Look look = look_of(spec, item);
  const float radius = std::min(t.control_radius, height / 2);
  if (look.fill != 0) draw_box(list, item.box, look.fill, radius, look.border);
  const float middle = item.box.GetCenter().y;
  float x = item.box.GetCenter().x - content / 2;
  if (!spec.is_icon_only && (spec.is_left_aligned || content > width - 16.0F))
    x = item.box.Min.x + 8.0F;
  const float right = item.box.Max.x - 6.0F;
  if (spec.icon != Icon::none) {
    draw_icon(list, spec.icon, {x + icon_size / 2, middle}, icon_size, look.words);
    x += icon_size + 7.0F;
  }
  if (has_words) {
    TextStyle style = words;
    style.colour = look.words;
    const float reserve = note_width + (spec.trailing != Icon::none ? 17.0F : 0.0F);
    const float room = std::min(words_width + 1.0F, right - x - reserve);
    draw_text_in(list, {x, item.box.Min.y, room, height}, label, style);
    x += std::min(words_width, room);
  }
  if (!spec.note.empty()) {
    TextStyle style = note;
    style.colour = spec.kind == ButtonKind::primary ? with_alpha(look.words, 0.8F) : t.dim_soft;
    draw_text_in(list, {x + 6.0F, item.box.Min.y, std::max(0.0F, right - x - 6.0F), height},
                 spec.note, style);
    x += note_width;
  }
  if (spec.trailing != Icon::none) {
    draw_icon(list, spec.trailing, {x + 7.0F + 5.0F, middle}, 10.0F * scale,
              mix(look.words, t.dim_soft, spec.kind == ButtonKind::primary ? 0.0F : 0.4F));
  }
  focus_ring(item, radius);
  return item;
}

}  // namespace detail

bool button(std::string_view id, std::string_view label, const ButtonSpec& spec) {
  return detail::button_item(id, label, spec).is_pressed;
}

bool link(std::string_view id, std::string_view label, std::string_view hint, float size) {
  const Theme& t = theme();
  TextStyle style = {size > 0 ? size : t.title_size, Weight::semibold};
  ImVec2 words = measure(label, style);
  // A label that does not fit because text is enlarged is enlarged less.
  const float room = ImGui::GetContentRegionAvail().x;
  if (t.text_scale > 1.0F && words.x > room && room > 40.0F) {
    style.size *= room / words.x;
    words = measure(label, style);
    // Widths of letters are rounded, and do not shrink as evenly as their size.
    for (int i = 0; i < 8 && words.x > room; ++i) {
      style.size -= 0.25F;
      words = measure(label, style);
    }
  }
  const float height = t.touch ? 40.0F : std::round(words.y * 1.5F) + 4.0F;
  // A short label needs a wider target for a finger.
  const float width = t.touch ? std::max(44.0F, std::ceil(words.x)) : std::ceil(words.x);
  const detail::ItemState item =
      detail::pressable({.id = std::string(id), .role = Role::link, .label = plain(label)},
                        ImVec2(width, height), {.hint = hint, .has_hand = true});
  if (!item.is_visible) return item.is_pressed;
  TextStyle drawn = style;
  drawn.colour = item.is_hovered ? mix(t.accent_text, t.ink, 0.3F) : t.accent_text;
  draw_text_in(ImGui::GetWindowDrawList(),
               detail::from_im({item.box.Min, {item.box.Max.x + 2, item.box.Max.y}}), label, drawn);
  detail::focus_ring(item, 4);
  return item.is_pressed;
}

bool disclosure(std::string_view id, std::string_view label, bool& open, std::string_view hint) {
  const Theme& t = theme();
  const float width = ImGui::GetContentRegionAvail().x;
  const detail::ItemState item =
      detail::pressable({.id = std::string(id),
                         .label = plain(label),
                         .value = std::string(tr(open ? Text::card_open : Text::card_folded)),
                         .expanded = open},
                        ImVec2(width, t.row), {.hint = hint, .has_hand = true});
  if (item.is_pressed) {
    open = !open;
    want_redraw();
  }
  if (!item.is_visible) return item.is_pressed;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float size = 9.0F * std::max(1.0F, t.text_scale);
  const ImU32 colour = item.is_hovered ? t.ink : t.dim_soft;
  const float middle = item.box.GetCenter().y;
  draw_icon(list, open ? Icon::chevron_down : Icon::chevron_right,
            {item.box.Min.x + size / 2 + 1, middle}, size, colour);
  draw_text_in(list, {item.box.Min.x + size + 9, item.box.Min.y, width - size - 9, t.row}, label,
               {t.text_size, Weight::semibold, colour});
  detail::focus_ring(item, 5, 3);
  return item.is_pressed;
}

bool tap_card(std::string_view id, std::string_view title, std::string_view words, bool chosen,
              Icon icon) {
  const Theme& t = theme();
  const float width = ImGui::GetContentRegionAvail().x;
  const float icon_room = icon == Icon::none ? 0.0F : 36.0F;
  const float text_width = width - 24.0F - icon_room;
  const TextStyle body = {t.title_size, Weight::regular, t.dim_soft};
  const float body_height =
      words.empty() ? 0.0F : detail::measure_wrapped(words, body, text_width).y;
  const float title_row = std::round(t.text_size * 1.5F);
  const float height = std::max(t.touch ? 48.0F : 40.0F, title_row + body_height + 20.0F);
  const detail::ItemState item = detail::pressable(
      {.id = std::string(id), .label = plain(title), .value = plain(words), .checked = chosen},
      ImVec2(width, height), {.has_hand = true});
  if (!item.is_visible) return item.is_pressed;

  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 fill = chosen            ? t.accent_soft
                     : item.is_held    ? t.press
                     : item.is_hovered ? t.hover
                                       : t.soft;
  detail::draw_box(list, item.box, fill, t.control_radius + 2,
                   chosen ? mix(t.line, t.accent, 0.6F) : t.line);
  float x = item.box.Min.x + 12.0F;
  if (icon != Icon::none) {
    draw_icon(list, icon, {x + 11.0F, item.box.GetCenter().y}, 20.0F,
              chosen ? t.accent_text : t.dim_soft);
    x += icon_room;
  }
  const float top = item.box.Min.y + (height - title_row - body_height) / 2;
  draw_text_in(list, {x, top, text_width, title_row}, title,
               {t.text_size, Weight::semibold, chosen ? t.accent_text : t.ink});
  if (!words.empty()) detail::draw_wrapped(list, {x, top + title_row}, words, body, text_width);
  detail::focus_ring(item, t.control_radius + 2);
  return item.is_pressed;
}

}  // namespace purr::shell
