#include "shell/widgets/tiles.h"

#include <algorithm>
#include <string>
#include <utility>

#include "shell/widgets/detail.h"

namespace purr::shell {

void draw_tile(ImDrawList* list, const Rect& place, const TileSpec& spec) {
  const Theme& t = theme();
  const float least = std::min(place.width, place.height);
  const float radius = spec.radius > 0 ? spec.radius : std::clamp(least * 0.16F, 3.0F, 12.0F);
  const ImVec2 low = {detail::snap(place.x), detail::snap(place.y)};
  const ImVec2 high = {detail::snap(place.right()), detail::snap(place.bottom())};
  const float width = least < 56 ? 2.0F : 2.5F;
  const bool outlined = spec.truth == TileClass::cat && !spec.is_chosen;
  // Under an outline the picture is slightly smaller, or its corners would be visible outside.
  const float less = outlined ? 0.75F : 0.0F;
  list->AddImageRounded(spec.texture, {low.x + less, low.y + less}, {high.x - less, high.y - less},
                        spec.uv0, spec.uv1, IM_COL32_WHITE, radius - less);
  if (outlined) {
    const float in = width / 2;
    const ImU32 edge = t.cat;
    list->AddRect({low.x + in, low.y + in}, {high.x - in, high.y - in}, edge,
                  std::max(0.0F, radius - in), 0, width);
  }
  if (spec.is_chosen) {
    const float out = width / 2 + 1.5F;
    list->AddRect({low.x - out, low.y - out}, {high.x + out, high.y + out},
                  spec.truth == TileClass::cat ? t.cat : t.accent_text, radius + out, 0, width);
  }
  if (spec.is_wrong) {
    const float r = std::clamp(least * 0.17F, 5.0F, 9.0F);
    const ImVec2 centre = {high.x - r * 0.8F, low.y + r * 0.8F};
    list->AddCircleFilled(centre, r + 1.0F, t.card, 24);
    list->AddCircleFilled(centre, r, t.danger, 24);
    draw_icon(list, Icon::close, centre, r * 1.15F,
              t.kind == ThemeKind::light ? IM_COL32_WHITE : t.card);
  }
  if (spec.is_flipped) {
    const float r = std::clamp(least * 0.17F, 5.0F, 9.0F);
    const ImVec2 centre = {low.x + r + 1, high.y - r - 1};
    list->AddCircleFilled(centre, r + 1.0F, t.card, 24);
    const TextStyle arrow = {r * 1.3F, Weight::semibold, t.ink};
    draw_text(list, {centre.x, centre.y - measure("↔", arrow).y / 2}, "↔", arrow, Align::centre);
  }
}

namespace {

detail::ItemState tile_item(std::string_view id, std::string_view label, const TileSpec& spec) {
  if (spec.is_interactive) {
    return detail::pressable(
        {.id = std::string(id), .label = plain(label), .checked = spec.is_chosen}, spec.size,
        {.hint = spec.hint, .has_hand = true});
  }
  const detail::ItemState item = detail::press_item(id, spec.size, false);
  Control control = detail::control_of(id, Role::image, plain(label), item);
  control.disabled = false;
  control.checked = spec.is_chosen;
  registry().add(std::move(control));
  detail::hint_over(item.id, item.is_hovered, detail::focus_shown(item.id), spec.hint);
  return item;
}

}  // namespace

bool tile(std::string_view id, std::string_view label, const TileSpec& spec) {
  const detail::ItemState item = tile_item(id, label, spec);
  if (!item.is_visible) return item.is_pressed;
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_tile(list, detail::from_im(item.box), spec);
  const float radius = spec.radius > 0 ? spec.radius : std::clamp(spec.size.x * 0.16F, 3.0F, 12.0F);
  if (item.is_hovered && !spec.is_chosen) {
    list->AddRect(item.box.Min, item.box.Max, with_alpha(theme().ink, 0.45F), radius, 0, 1.5F);
  }
  detail::focus_ring(item, radius, 1.0F);
  return item.is_pressed;
}

}  // namespace purr::shell
