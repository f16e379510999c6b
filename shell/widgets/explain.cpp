#include "shell/widgets/explain.h"

#include <utility>

#include "shell/widgets/detail.h"
#include "shell/widgets/tooltips.h"

namespace purr::shell {

void explain(std::string_view id, const Rect& place, std::string_view symbol,
             std::string_view sentence, std::string_view extra) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  detail::ItemState item;
  item.id = detail::item_id(id);
  item.box = detail::to_im(place);
  // No button: an item below, such as a plot or a tile, keeps its press and its drag.
  item.is_visible = ImGui::ItemAdd(item.box, item.id);
  item.is_focused = g.NavId == item.id;
  const bool by_lifted_finger =
      g.IO.MouseSource == ImGuiMouseSource_TouchScreen && !g.IO.MouseDown[0];
  item.is_hovered = item.is_visible && !by_lifted_finger && ImGui::IsWindowHovered() &&
                    ImGui::IsMouseHoveringRect(item.box.Min, item.box.Max);

  std::string words = plain(symbol) + ": " + plain(sentence);
  Control control = detail::control_of(id, Role::image, words, item);
  control.value = plain(extra);
  registry().add(std::move(control));
  const auto request = detail::take_request(id, item);

  words = "**" + std::string(symbol) + "**\n" + std::string(sentence);
  if (!extra.empty()) words.append("\n").append(extra);
  detail::offer_bubble({.id = item.id,
                        .over = item.box,
                        .is_hovered = item.is_hovered,
                        .is_focused = detail::focus_shown(item.id),
                        .opens_by_tap = item.is_visible && ImGui::IsWindowHovered(),
                        .is_pressed = request && request->action == "press",
                        .words = words});
  detail::focus_ring(item, 4.0F, 1.0F);
}

void explain_last_item(std::string_view id, Word word, std::string_view extra, int layer) {
  explain(id, detail::from_im({ImGui::GetItemRectMin(), ImGui::GetItemRectMax()}), word, extra,
          layer);
}

void explain(std::string_view id, const Rect& place, Word word, std::string_view extra, int layer) {
  explain(id, place, word_symbol(word, layer), word_text(word, layer), extra);
}

}  // namespace purr::shell
