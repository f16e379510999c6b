#include "shell/plot/histogram.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "shell/plot/stroke.h"
#include "shell/plot/ticks.h"
#include "shell/theme/strings.h"
#include "shell/widgets/detail.h"

namespace purr::shell {
namespace {

constexpr float kMinBar = 1.5F;  // height in pixels of a bin that is not empty

/// The area inside the axes, and the bins.
struct Bars {
  ImRect area;
  const HistogramSpec* spec = nullptr;
  std::uint32_t most = 0;
  std::uint64_t all = 0;

  int count() const { return static_cast<int>(spec->counts.size()); }
  double edge(int bin) const {
    return spec->low + (spec->high - spec->low) * bin / std::max(1, count());
  }
  float x(double value) const {
    const double part = (value - spec->low) / (spec->high - spec->low);
    return area.Min.x + static_cast<float>(part) * area.GetWidth();
  }
  int bin_at(float x) const {
    const float part = (x - area.Min.x) / std::max(1.0F, area.GetWidth());
    return std::clamp(static_cast<int>(part * static_cast<float>(count())), 0, count() - 1);
  }
};

std::string bin_words(const Bars& bars, int bin) {
  return tr(Text::bin_ends, {number(bars.edge(bin), 3), number(bars.edge(bin + 1), 3)});
}

std::string count_words(const Bars& bars, int bin) {
  const std::uint32_t count = bars.spec->counts[static_cast<std::size_t>(bin)];
  const double share = count / static_cast<double>(std::max<std::uint64_t>(1, bars.all));
  return tr(Text::bin_count, {number(count, 0), percent(share)});
}

void draw_bars(ImDrawList* list, const Bars& bars, int lit) {
  const float height = bars.area.GetHeight();
  for (int bin = 0; bin < bars.count(); ++bin) {
    const std::uint32_t count = bars.spec->counts[static_cast<std::size_t>(bin)];
    if (count == 0) continue;
    const float left = detail::snap(bars.x(bars.edge(bin)));
    const float right = std::max(left + 1, detail::snap(bars.x(bars.edge(bin + 1))) - 1);
    const float top = bars.area.Max.y - height * bar_part(count, bars.most, height);
    const ImU32 colour = bin == lit ? bars.spec->colour : with_alpha(bars.spec->colour, 0.55F);
    list->AddRectFilled({left, top}, {right, bars.area.Max.y}, colour);
  }
}

void draw_curve(ImDrawList* list, const Bars& bars, const HistogramCurve& curve) {
  constexpr int kSteps = 96;
  std::array<double, kSteps + 1> values{};
  double low = 0.0;
  double high = 0.0;
  for (int i = 0; i <= kSteps; ++i) {
    const double at = bars.spec->low + (bars.spec->high - bars.spec->low) * i / kSteps;
    const double value = curve.value(at);
    values[static_cast<std::size_t>(i)] = value;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (!(high > low)) high = low + 1.0;
  std::vector<StrokePoint> line;
  for (int i = 0; i <= kSteps; ++i) {
    const double part = (values[static_cast<std::size_t>(i)] - low) / (high - low);
    const double height = static_cast<double>(bars.area.GetHeight()) - 3.0;
    line.push_back({static_cast<double>(bars.area.Min.x) +
                        static_cast<double>(bars.area.GetWidth()) * i / kSteps,
                    static_cast<double>(bars.area.Max.y) - 1.0 - part * height});
  }
  Stroke stroke;
  stroke.colour = curve.colour;
  stroke.width = 1.4F;
  if (curve.is_dashed) stroke.dash = {4.0F, 3.0F};
  stroke.clip = bars.area;
  stroke.fringe = 1.0F / std::max(1.0F, ImGui::GetIO().DisplayFramebufferScale.x);
  draw_stroke(list, line, stroke);
}

void draw_axis(ImDrawList* list, const Bars& bars) {
  const Theme& t = theme();
  const TextStyle style{.size = t.small_size, .colour = t.dim};
  const float thin = detail::hairline_width();
  const float base = bars.area.Max.y;
  list->AddRectFilled({bars.area.Min.x, base}, {bars.area.Max.x, base + thin}, t.line);
  const double zero = bars.spec->zero;
  if (zero > bars.spec->low && zero < bars.spec->high) {
    const float x = detail::snap(bars.x(zero));
    list->AddRectFilled({x, bars.area.Min.y}, {x + thin, base}, mix(t.line, t.dim, 0.5F));
  }
  const int wanted = std::clamp(static_cast<int>(bars.area.GetWidth() / 60.0F), 2, 7);
  float free_from = bars.area.Min.x;
  for (const Tick& tick : linear_ticks(bars.spec->low, bars.spec->high, wanted)) {
    const float half = measure(tick.label, style).x / 2;
    // A label at an end must not reach outside.
    const float x = std::clamp(bars.x(tick.at), bars.area.Min.x + half, bars.area.Max.x - half);
    if (x - half < free_from) continue;  // does not fit beside the last label
    free_from = x + half + 6;
    draw_text(list, {x, base + 3}, tick.label, style, Align::centre);
  }
}

void draw_readout(ImDrawList* list, const Bars& bars, int bin) {
  const Theme& t = theme();
  const TextStyle words{.size = t.small_size, .colour = t.bubble_ink};
  const std::string line = bin_words(bars, bin) + "  ·  " + count_words(bars, bin);
  const float width = measure(line, words).x + 16;
  const float height = std::round(t.small_size * 1.5F) + 4;
  const float middle = bars.x((bars.edge(bin) + bars.edge(bin + 1)) / 2);
  const float left = std::clamp(middle - width / 2, bars.area.Min.x,
                                std::max(bars.area.Min.x, bars.area.Max.x - width));
  const ImRect box(detail::snap(left), bars.area.Min.y, detail::snap(left + width),
                   bars.area.Min.y + height);
  detail::draw_box(list, box, t.bubble, 6);
  draw_text_in(list, detail::from_im(box), line, words, Align::centre);
}

}  // namespace

float bar_part(std::uint32_t count, std::uint32_t most, float height) {
  if (count == 0 || most == 0) return 0.0F;
  const float part = static_cast<float>(count) / static_cast<float>(most);
  return std::min(1.0F, std::max(part, kMinBar / std::max(1.0F, height)));
}

void histogram_plot(std::string_view id, std::string_view label, ImVec2 size, HistogramState& state,
                    const HistogramSpec& spec) {
  const Theme& t = theme();
  if (size.x <= 0) size.x = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const detail::ItemState item = detail::press_item(id, size);
  const float axis = std::round(t.small_size * 1.5F) + 2;
  Bars bars{.area = ImRect(at.x, at.y, at.x + size.x, at.y + size.y - axis), .spec = &spec};
  for (const std::uint32_t count : spec.counts) {
    bars.most = std::max(bars.most, count);
    bars.all += count;
  }
  const bool has_bins = bars.count() > 0 && spec.low < spec.high;
  state.bin = std::clamp(state.bin, -1, bars.count() - 1);

  const auto step = [&](int by) {
    state.bin = state.bin < 0 ? bars.count() / 2 : std::clamp(state.bin + by, 0, bars.count() - 1);
  };
  Control control = detail::control_of(id, Role::image, plain(label), item);
  control.value = plain(has_bins ? spec.words : spec.empty_words);
  if (has_bins) {
    if (state.bin >= 0) {
      control.value = bin_words(bars, state.bin) + ": " + count_words(bars, state.bin);
    }
    control.max = bars.count() - 1;
    control.now = std::max(0, state.bin);
    control.step = 1;
  }
  registry().add(std::move(control));
  while (const auto request = detail::take_request(id, item)) {
    const auto value = parse_number(request->value);
    if (!has_bins || !value) continue;
    if (request->action == "step") step(static_cast<int>(*value));
    if (request->action == "set") {
      state.bin = std::clamp(static_cast<int>(*value), 0, bars.count() - 1);
    }
  }
  if (!item.is_visible) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (!has_bins) {
    draw_text_in(list, detail::from_im(item.box), spec.empty_words,
                 {.size = t.title_size, .colour = t.dim}, Align::centre);
    return;
  }
  const ImGuiIO& io = ImGui::GetIO();
  const bool by_finger = io.MouseSource == ImGuiMouseSource_TouchScreen;
  if (item.is_focused) {
    detail::own_keys(item.id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow});
    if (detail::key_pressed(item.id, ImGuiKey_LeftArrow)) step(-1);
    if (detail::key_pressed(item.id, ImGuiKey_RightArrow)) step(1);
    if (state.bin >= 0) {
      detail::own_keys(item.id, {ImGuiKey_Escape});
      if (detail::key_pressed(item.id, ImGuiKey_Escape)) state.bin = -1;
    }
  }
  int lit = state.bin;
  if (item.is_hovered && !by_finger) {
    if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) state.bin = -1;
    if (state.bin < 0) lit = bars.bin_at(io.MousePos.x);
  }
  if (by_finger && item.is_pressed) lit = state.bin = bars.bin_at(io.MousePos.x);
  draw_axis(list, bars);
  draw_bars(list, bars, lit);
  for (const HistogramCurve& curve : spec.curves) draw_curve(list, bars, curve);
  if (lit >= 0) draw_readout(list, bars, lit);
  detail::focus_ring(item.id, item.box, 6, 0);
}

}  // namespace purr::shell
