#include "shell/theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <initializer_list>
#include <utility>

#include "imgui_internal.h"

namespace purr::shell {
namespace {

/// 0xrrggbb, as a style sheet writes it.
constexpr ImU32 rgb(std::uint32_t hex) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, 255);
}

int channel(ImU32 colour, int shift) { return static_cast<int>((colour >> shift) & 255U); }

float luminance(ImU32 colour) {
  const auto linear = [](int byte) {
    const float c = static_cast<float>(byte) / 255.0F;
    return c <= 0.04045F ? c / 12.92F : std::pow((c + 0.055F) / 1.055F, 2.4F);
  };
  return 0.2126F * linear(channel(colour, IM_COL32_R_SHIFT)) +
         0.7152F * linear(channel(colour, IM_COL32_G_SHIFT)) +
         0.0722F * linear(channel(colour, IM_COL32_B_SHIFT));
}

/// `colour` mixed with as little `ink` as makes small text readable on all of `grounds`.
ImU32 readable(ImU32 colour, ImU32 ink, std::initializer_list<ImU32> grounds) {
  constexpr float kSmallText = 4.5F;  // WCAG 2.2, success criterion 1.4.3
  for (int step = 0; step <= 50; ++step) {
    const ImU32 tried = mix(colour, ink, static_cast<float>(step) / 50.0F);
    if (std::ranges::all_of(grounds, [&](ImU32 g) { return contrast(tried, g) >= kSmallText; })) {
      return tried;
    }
  }
  return ink;
}

void set_colours(Theme& t) {
  const bool light = t.kind == ThemeKind::light;
  t.ground = rgb(light ? 0xf7f4ee : 0x15171d);
  t.card = rgb(light ? 0xfffdf9 : 0x1d2028);
  t.soft = rgb(light ? 0xf0ebe1 : 0x262a34);
  t.line = rgb(light ? 0xe6e0d5 : 0x2c303b);
  t.ink = rgb(light ? 0x22252e : 0xeceef4);
  t.dim = rgb(light ? 0x6d7280 : 0x979db0);
  t.cat = rgb(light ? 0xd9601a : 0xff8c47);
  t.non = rgb(light ? 0x1f7fb3 : 0x57b4ea);
  t.train = rgb(light ? 0x5646d6 : 0xa79bff);
  t.test = rgb(light ? 0x0c8f70 : 0x46d3ac);
  t.ghost = rgb(light ? 0xa3a3a3 : 0x6f7482);

  t.hover = mix(t.soft, t.ink, light ? 0.05F : 0.07F);
  t.press = mix(t.soft, t.ink, light ? 0.10F : 0.13F);
  t.shadow = light ? IM_COL32(60, 50, 30, 46) : IM_COL32(0, 0, 0, 120);
  t.scrim = light ? IM_COL32(40, 36, 28, 90) : IM_COL32(0, 0, 0, 140);
  t.bubble = t.ink;
  t.bubble_ink = light ? rgb(0xfffdf9) : rgb(0x1d2028);

  t.dim_soft = readable(t.dim, t.ink, {t.ground, t.soft, t.card});
  t.cat_text = readable(t.cat, t.ink, {t.card, t.ground, t.soft});
  t.non_text = readable(t.non, t.ink, {t.card, t.ground, t.soft});
  t.train_text = readable(t.train, t.ink, {t.card, t.ground, t.soft});
  t.test_text = readable(t.test, t.ink, {t.card, t.ground, t.soft});

  // The dark theme's train colour is light enough for curves on black but too bright for a button,
  // so surfaces take a deeper shade of the same hue.
  t.accent = light ? t.train : rgb(0x8b7dff);
  t.accent_hover = mix(t.accent, light ? rgb(0x000000) : rgb(0xffffff), 0.10F);
  t.accent_press = mix(t.accent, light ? rgb(0x000000) : rgb(0xffffff), 0.20F);
  t.accent_text = t.train_text;
  t.accent_soft = mix(t.card, t.accent, light ? 0.10F : 0.18F);
  t.on_accent = light ? rgb(0xffffff) : rgb(0x14121f);
  t.danger = rgb(light ? 0xc23a3a : 0xff7a7a);
  t.danger_text = readable(t.danger, t.ink, {t.card, t.ground, t.soft});
  t.good_text = t.test_text;
}

void set_sizes(Theme& t) {
  const float s = t.text_scale;
  t.text_size = 13.5F * s;
  t.title_size = 12.0F * s;
  t.small_size = 11.0F * s;
  t.large_size = 16.0F * s;
  t.counter_size = 20.0F * s;
  t.mono_size = 12.0F * s;
  t.unit = 4.0F;
  t.gap = t.touch ? 12.0F : 14.0F;
  t.pad = 14.0F;
  t.radius = 14.0F;
  t.control_radius = t.touch ? 11.0F : 9.0F;
  // Sizes for touch have room for enlarged text already.
  t.row = std::round(std::max(t.touch ? 48.0F : 0.0F, 32.0F * std::max(1.0F, s)));
  t.control = std::round(std::max(t.touch ? 44.0F : 0.0F, 28.0F * std::max(1.0F, s)));
  t.track = 4.0F;
  t.thumb = t.touch ? 24.0F : 16.0F;
}

/// Valid before the first apply_theme, so that no test draws black on black.
Theme g_theme = [] {
  Theme t;
  set_colours(t);
  set_sizes(t);
  return t;
}();

ImVec4 vec(ImU32 colour) { return ImGui::ColorConvertU32ToFloat4(colour); }

/// What ImGui itself still draws (the text caret, selections, scroll positions) in our colours.
void set_imgui_style(const Theme& t) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.FontSizeBase = t.text_size;
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowRounding = 0;
  style.ChildBorderSize = 0;
  style.PopupRounding = t.control_radius + 2;
  style.PopupBorderSize = 1;
  style.FramePadding = {8, std::floor((t.control - t.text_size) / 2)};
  style.FrameRounding = t.control_radius;
  style.ItemSpacing = {8, 0};  // rows include their gaps
  style.ItemInnerSpacing = {8, 4};
  style.ScrollbarSize = 8;
  style.ScrollbarRounding = 4;
  style.AntiAliasedLinesUseTex = false;  // its widths are whole pixels; curves here are 1.6 wide
  style.CircleTessellationMaxError = 0.15F;
  style.CurveTessellationTol = 0.6F;
  style.DisabledAlpha = 0.45F;

  ImVec4* c = style.Colors;
  const ImVec4 none = {0, 0, 0, 0};
  for (int i = 0; i < ImGuiCol_COUNT; ++i) c[i] = vec(t.ink);
  c[ImGuiCol_Text] = vec(t.ink);
  c[ImGuiCol_TextDisabled] = vec(t.dim_soft);
  c[ImGuiCol_TextSelectedBg] = vec(with_alpha(t.accent, 0.35F));
  c[ImGuiCol_WindowBg] = vec(t.ground);
  c[ImGuiCol_ChildBg] = none;
  c[ImGuiCol_PopupBg] = vec(t.card);
  c[ImGuiCol_Border] = vec(t.line);
  c[ImGuiCol_BorderShadow] = none;
  c[ImGuiCol_FrameBg] = none;
  c[ImGuiCol_FrameBgHovered] = none;
  c[ImGuiCol_FrameBgActive] = none;
  c[ImGuiCol_ScrollbarBg] = none;
  c[ImGuiCol_ScrollbarGrab] = vec(with_alpha(t.dim, 0.35F));
  c[ImGuiCol_ScrollbarGrabHovered] = vec(with_alpha(t.dim, 0.6F));
  c[ImGuiCol_ScrollbarGrabActive] = vec(with_alpha(t.dim, 0.8F));
  c[ImGuiCol_NavCursor] = vec(t.accent);
  c[ImGuiCol_ModalWindowDimBg] = vec(t.scrim);
  c[ImGuiCol_NavWindowingDimBg] = none;
  c[ImGuiCol_NavWindowingHighlight] = none;
  c[ImGuiCol_InputTextCursor] = vec(t.ink);
}

EmbeddedFont g_chinese_regular;
EmbeddedFont g_chinese_semibold;
bool g_is_chinese_missing = false;

/// Belongs to Chinese text: ideographs, their punctuation, full-width forms.
bool is_chinese(ImWchar c) {
  return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xff00 && c <= 0xffef) || c >= 0x20000;
}

/// Has no glyph, and notes the Chinese characters that are looked for in vain. ImGui asks once for
/// each character and size.
const ImFontLoader& missing_loader() {
  static const ImFontLoader loader = [] {
    ImFontLoader nothing;
    nothing.Name = "missing";
    nothing.FontBakedLoadGlyph = [](ImFontAtlas*, ImFontConfig*, ImFontBaked*, void*, ImWchar c,
                                    ImFontGlyph*, float*) {
      g_is_chinese_missing = g_is_chinese_missing || is_chinese(c);
      return false;
    };
    return nothing;
  }();
  return loader;
}

/// @param chinese  empty where there is none yet; it is the last source of the typeface.
ImFont* add_face(const EmbeddedFont& main, std::initializer_list<const EmbeddedFont*> more,
                 const EmbeddedFont& chinese, const char* name) {
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  // Letters are placed at fractions of a pixel, as in a browser. Four samples across give the
  // texture the coverage at each quarter of a pixel, so that text is even and still sharp.
  config.OversampleH = 4;
  config.OversampleV = 1;
  std::snprintf(config.Name, sizeof config.Name, "%s", name);
  ImFont* font = atlas->AddFontFromMemoryTTF(const_cast<char*>(main.bytes), main.size, 0, &config);
  config.MergeMode = true;
  config.OversampleH = 2;  // Chinese characters all have one width: fewer positions occur
  const auto merge = [&](const EmbeddedFont& face) {
    atlas->AddFontFromMemoryTTF(const_cast<char*>(face.bytes), face.size, 0, &config);
  };
  for (const EmbeddedFont* face : more) merge(*face);
  if (chinese.size > 0) {
    merge(chinese);
  } else {
    config.FontLoader = &missing_loader();
    config.FontDataOwnedByAtlas = true;  // there is nothing to copy
    atlas->AddFont(&config);
  }
  return font;
}

/// Gives a typeface that was made without the Chinese one its last source.
void complete_face(ImFont* font, const EmbeddedFont& chinese) {
  ImFontConfig* last = font->Sources.back();
  if (last->FontLoader != &missing_loader()) return;
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  // As ImFontAtlas::SetFontLoader does it: no glyph stays from before.
  ImFontAtlasFontDestroyOutput(atlas, font);
  last->FontLoader = nullptr;  // that of the atlas
  last->FontData = IM_ALLOC(static_cast<std::size_t>(chinese.size));
  std::memcpy(last->FontData, chinese.bytes, static_cast<std::size_t>(chinese.size));
  last->FontDataSize = chinese.size;
  last->FontDataOwnedByAtlas = true;
  ImFontAtlasFontInitOutput(atlas, font);
  for (ImFontConfig* source : font->Sources) ImFontAtlasFontSourceAddToFont(atlas, font, source);
}

}  // namespace

const Theme& theme() { return g_theme; }

void apply_theme(ThemeKind kind, float text_scale, bool touch) {
  g_theme.kind = kind;
  g_theme.text_scale = std::isfinite(text_scale) ? std::clamp(text_scale, 0.75F, 2.0F) : 1.0F;
  g_theme.touch = touch;
  set_colours(g_theme);
  set_sizes(g_theme);
  if (ImGui::GetCurrentContext() != nullptr) set_imgui_style(g_theme);
}

void set_zoom(float zoom) { g_theme.zoom = std::clamp(zoom, 1.0F, 4.0F); }

void set_reduced_motion(bool reduced) { g_theme.reduced_motion = reduced; }

void load_fonts() {
  g_theme.regular = add_face(kInterRegular, {&kSignsRegular}, g_chinese_regular, "regular");
  g_theme.semibold = add_face(kInterSemiBold, {&kSignsSemiBold}, g_chinese_semibold, "semibold");
  // Superscripts and arrows that JetBrains Mono's subset lacks come from Inter.
  g_theme.mono =
      add_face(kJetBrainsMono, {&kInterRegular, &kSignsRegular}, g_chinese_regular, "mono");
  g_theme.math = add_face(kStixTwoMath, {}, {}, "math");
  ImGui::GetIO().FontDefault = g_theme.regular;
}

void set_chinese_fonts(EmbeddedFont regular, EmbeddedFont semibold) {
  g_chinese_regular = regular;
  g_chinese_semibold = semibold;
  g_is_chinese_missing = false;
  if (!has_chinese_fonts() || ImGui::GetCurrentContext() == nullptr) return;
  for (ImFont* font : ImGui::GetIO().Fonts->Fonts) {
    complete_face(font, font == g_theme.semibold ? semibold : regular);
  }
}

bool has_chinese_fonts() { return g_chinese_regular.size > 0; }

bool take_missing_chinese() { return std::exchange(g_is_chinese_missing, false); }

ImU32 mix(ImU32 a, ImU32 b, float t) {
  t = std::clamp(t, 0.0F, 1.0F);
  ImU32 result = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const auto from = static_cast<float>(channel(a, shift));
    const auto to = static_cast<float>(channel(b, shift));
    result |= static_cast<ImU32>(from + (to - from) * t + 0.5F) << shift;
  }
  return result;
}

ImU32 with_alpha(ImU32 colour, float alpha) {
  const auto a =
      static_cast<float>(channel(colour, IM_COL32_A_SHIFT)) * std::clamp(alpha, 0.0F, 1.0F);
  return (colour & ~IM_COL32_A_MASK) | (static_cast<ImU32>(a + 0.5F) << IM_COL32_A_SHIFT);
}

float contrast(ImU32 a, ImU32 b) {
  const float la = luminance(a);
  const float lb = luminance(b);
  return (std::max(la, lb) + 0.05F) / (std::min(la, lb) + 0.05F);
}

ImU32 diverging(float t) {
  if (std::isnan(t)) return theme().line;
  t = std::clamp(t, -1.0F, 1.0F);
  // The exponent makes small values more visible. The strongest shade is much paler than the colour
  // of the class, so that a number in ink can be read on it.
  const float strength = 0.68F * std::pow(std::abs(t), 0.85F);
  const ImU32 zero = mix(theme().card, theme().soft, 0.35F);
  return mix(zero, t < 0 ? theme().non : theme().cat, strength);
}

ImU32 layer_colour(int l, int count) {
  constexpr std::array<std::uint32_t, 5> kLight{0x4b2a80, 0x3f5fae, 0x1d8389, 0x5a9431, 0xb58900};
  constexpr std::array<std::uint32_t, 5> kDark{0x8f7ad0, 0x6f9ae6, 0x46b8bd, 0x96d276, 0xf4d35e};
  const auto& stops = theme().kind == ThemeKind::light ? kLight : kDark;
  const float part =
      count > 1 ? static_cast<float>(std::clamp(l, 1, count) - 1) / static_cast<float>(count - 1)
                : 0.0F;
  const float at = part * static_cast<float>(stops.size() - 1);
  const std::size_t stop = std::min(static_cast<std::size_t>(at), stops.size() - 2);
  return mix(rgb(stops[stop]), rgb(stops[stop + 1]), at - static_cast<float>(stop));
}

ImU32 ink_on_diverging(float t) {
  const ImU32 ground = diverging(t);
  const ImU32 usual = theme().ink;
  if (contrast(usual, ground) >= 4.5F) return usual;
  // Of black and white one always reaches 4.58; softer shades fall short on middle tones.
  const ImU32 black = IM_COL32_BLACK;
  const ImU32 white = IM_COL32_WHITE;
  return contrast(black, ground) >= contrast(white, ground) ? black : white;
}

}  // namespace purr::shell
