#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "shell/plot/drawing.h"
#include "shell/plot/plot.h"
#include "shell/widgets/detail.h"

namespace purr::shell {
namespace {

/// The shade of a curve's colour in which text can be read.
ImU32 text_colour(ImU32 colour) {
  const Theme& t = theme();
  if (colour == t.train) return t.train_text;
  if (colour == t.test) return t.test_text;
  if (colour == t.cat) return t.cat_text;
  if (colour == t.non) return t.non_text;
  if (colour == t.ghost) return t.dim;
  return colour;
}

}  // namespace

void plot_legend(const Rect& place, std::span<const PlotSeries> series, const PlotSpec& spec,
                 std::string_view hint) {
  const Theme& t = theme();
  TextStyle style = {t.title_size, Weight::semibold};
  constexpr float kSample = 14.0F;
  constexpr float kAfterSample = 5.0F;
  constexpr float kBetween = 14.0F;
  struct Entry {
    std::string words;
    const PlotSeries* series = nullptr;
    float width = 0.0F;
  };
  static std::vector<Entry> entries;
  const auto gather = [&](bool ghosts, bool names, bool samples) {
    entries.clear();
    float total = 0.0F;
    for (const PlotSeries& s : series) {
      if (s.style == LineStyle::ghost && !ghosts) continue;
      if (s.points.empty()) continue;
      std::string words =
          s.style == LineStyle::ghost ? std::string(s.name)
          : names ? std::string(s.name) + " " + detail::value_text(s.points.back().y, spec)
                  : detail::value_text(s.points.back().y, spec);
      const float width = measure(words, style).x + (samples ? kSample + kAfterSample : 0.0F);
      total += width + (entries.empty() ? 0.0F : kBetween);
      entries.push_back({std::move(words), &s, width});
    }
    return total;
  };
  bool samples = true;
  float total = gather(true, true, true);
  if (total > place.width) {
    // Names of pinned runs are more useful than samples of lines, since the text has their colours.
    samples = false;
    total = gather(true, true, false);
  }
  if (total > place.width) {
    samples = true;
    total = gather(false, true, true);
  }
  if (total > place.width) {
    samples = false;
    total = gather(false, true, false);
  }
  if (total > place.width) total = gather(false, false, false);
  if (total > place.width && style.size > t.title_size / t.text_scale) {
    style.size = std::max(t.title_size / t.text_scale, style.size * place.width / total);
    total = gather(false, false, false);
  }
  // Entries that do not fit are left out; the readout has their values too.
  while (total > place.width && !entries.empty()) {
    total -= entries.back().width + (entries.size() > 1 ? kBetween : 0.0F);
    entries.pop_back();
  }

  ImDrawList* list = ImGui::GetWindowDrawList();
  float x = place.right() - total;
  for (const Entry& entry : entries) {
    const ImU32 colour = entry.series->colour;
    const float middle = detail::snap(place.y + place.height / 2);
    float left = x;
    if (samples) {
      if (entry.series->style == LineStyle::dashed) {
        list->AddRectFilled({left, middle - 1}, {left + 5.5F, middle + 1}, colour, 1);
        list->AddRectFilled({left + 8.5F, middle - 1}, {left + kSample, middle + 1}, colour, 1);
      } else {
        list->AddRectFilled({left, middle - 1}, {left + kSample, middle + 1}, colour, 1);
      }
      left += kSample + kAfterSample;
    }
    TextStyle drawn = style;
    // The sample has the colour; words have it only where no sample fits.
    drawn.colour = samples ? t.ink : text_colour(colour);
    if (entry.series->style == LineStyle::ghost) drawn.weight = Weight::regular;
    draw_text_in(list, {left, place.y, place.right() - left + 1, place.height}, entry.words, drawn);
    x += entry.width + kBetween;
  }
  if (hint.empty() || entries.empty()) return;
  const ImVec2 back = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({place.right() - total, place.y});
  ImGui::Dummy({total, place.height});
  hint_last_item(hint);
  ImGui::SetCursorScreenPos(back);
}

}  // namespace purr::shell
