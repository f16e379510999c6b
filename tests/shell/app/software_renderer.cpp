#include "tests/shell/app/software_renderer.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace purr::shell::test {
namespace {

constexpr int kSub = 16;  // positions in a pixel

struct Colour {
  float r = 0, g = 0, b = 0, a = 0;  // 0 to 255
};

Colour unpacked(ImU32 colour) {
  const auto channel = [colour](int shift) { return static_cast<float>(colour >> shift & 255U); };
  return {channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT),
          channel(IM_COL32_A_SHIFT)};
}

/// One texel; what lies outside is the edge's.
Colour texel(const ImTextureData& texture, int x, int y) {
  x = std::clamp(x, 0, texture.Width - 1);
  y = std::clamp(y, 0, texture.Height - 1);
  const std::size_t at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(texture.Width) +
                          static_cast<std::size_t>(x)) *
                         static_cast<std::size_t>(texture.BytesPerPixel);
  const unsigned char* bytes = texture.Pixels + at;
  if (texture.BytesPerPixel == 1) return {255, 255, 255, static_cast<float>(bytes[0])};
  return {static_cast<float>(bytes[0]), static_cast<float>(bytes[1]), static_cast<float>(bytes[2]),
          static_cast<float>(bytes[3])};
}

Colour sample(const ImTextureData& texture, float u, float v) {
  const float x = u * static_cast<float>(texture.Width) - 0.5F;
  const float y = v * static_cast<float>(texture.Height) - 0.5F;
  const float left = std::floor(x);
  const float top = std::floor(y);
  // Letters are drawn pixel on texel: what is off by rounding alone counts as hit.
  const auto part = [](float value) { return std::round(value * 64.0F) / 64.0F; };
  const float right_part = part(x - left);
  const float low_part = part(y - top);
  const int column = static_cast<int>(left);
  const int row = static_cast<int>(top);
  if (right_part == 0.0F && low_part == 0.0F) return texel(texture, column, row);
  const Colour a = texel(texture, column, row);
  const Colour b = texel(texture, column + 1, row);
  const Colour c = texel(texture, column, row + 1);
  const Colour d = texel(texture, column + 1, row + 1);
  const auto blend = [&](float Colour::*channel) {
    const float upper = a.*channel + (b.*channel - a.*channel) * right_part;
    const float lower = c.*channel + (d.*channel - c.*channel) * right_part;
    return upper + (lower - upper) * low_part;
  };
  return {blend(&Colour::r), blend(&Colour::g), blend(&Colour::b), blend(&Colour::a)};
}

struct Corner {
  int x = 0, y = 0;  // in 1/kSub of a pixel
  float u = 0, v = 0;
  Colour colour;
  ImU32 packed = 0;
};

struct Box {
  int left = 0, top = 0, right = 0, bottom = 0;
};

/// Twice the area of the triangle a b p, in 1/kSub².
std::int64_t turn(const Corner& a, const Corner& b, int x, int y) {
  return static_cast<std::int64_t>(b.x - a.x) * (y - a.y) -
         static_cast<std::int64_t>(b.y - a.y) * (x - a.x);
}

class Canvas {
 public:
  Canvas(int width, int height, ImU32 ground)
      : picture_{.width = width,
                 .height = height,
                 .rgb = std::vector<std::uint8_t>(static_cast<std::size_t>(width) *
                                                  static_cast<std::size_t>(height) * 3)} {
    const Colour colour = unpacked(ground);
    for (std::size_t i = 0; i < picture_.rgb.size(); i += 3) {
      picture_.rgb[i] = static_cast<std::uint8_t>(colour.r);
      picture_.rgb[i + 1] = static_cast<std::uint8_t>(colour.g);
      picture_.rgb[i + 2] = static_cast<std::uint8_t>(colour.b);
    }
  }

  /// `white` is a place of the texture that counts as no texture.
  void triangle(std::array<Corner, 3> corners, const Box& clip, const ImTextureData* texture) {
    std::int64_t area = turn(corners[0], corners[1], corners[2].x, corners[2].y);
    if (area == 0) return;
    if (area < 0) {
      std::swap(corners[1], corners[2]);
      area = -area;
    }
    const auto [low_x, high_x] = std::minmax({corners[0].x, corners[1].x, corners[2].x});
    const auto [low_y, high_y] = std::minmax({corners[0].y, corners[1].y, corners[2].y});
    const auto floor_pixel = [](int place) {
      return place >= 0 ? place / kSub : (place - kSub + 1) / kSub;
    };
    const Box box{std::max(clip.left, floor_pixel(low_x)), std::max(clip.top, floor_pixel(low_y)),
                  std::min(clip.right, floor_pixel(high_x) + 1),
                  std::min(clip.bottom, floor_pixel(high_y) + 1)};
    // A pixel whose middle lies on an edge belongs to the triangle whose left or upper edge it is.
    std::array<std::int64_t, 3> bias{};
    for (std::size_t i = 0; i < 3; ++i) {
      const Corner& a = corners[(i + 1) % 3];
      const Corner& b = corners[(i + 2) % 3];
      const bool is_upper = a.y == b.y && b.x > a.x;
      const bool is_left = b.y < a.y;
      bias[i] = is_upper || is_left ? 0 : -1;
    }
    const bool is_flat_place = corners[0].u == corners[1].u && corners[0].u == corners[2].u &&
                               corners[0].v == corners[1].v && corners[0].v == corners[2].v;
    const bool is_flat_colour =
        corners[0].packed == corners[1].packed && corners[0].packed == corners[2].packed;
    const bool has_texture = texture != nullptr && texture->Pixels != nullptr;
    Colour flat_texel{255, 255, 255, 255};
    if (has_texture && is_flat_place) flat_texel = sample(*texture, corners[0].u, corners[0].v);
    const float whole = static_cast<float>(area);
    for (int y = box.top; y < box.bottom; ++y) {
      const int middle_y = y * kSub + kSub / 2;
      for (int x = box.left; x < box.right; ++x) {
        const int middle_x = x * kSub + kSub / 2;
        const std::int64_t w0 = turn(corners[1], corners[2], middle_x, middle_y);
        const std::int64_t w1 = turn(corners[2], corners[0], middle_x, middle_y);
        const std::int64_t w2 = area - w0 - w1;
        if (w0 + bias[0] < 0 || w1 + bias[1] < 0 || w2 + bias[2] < 0) continue;
        const float p0 = static_cast<float>(w0) / whole;
        const float p1 = static_cast<float>(w1) / whole;
        const float p2 = static_cast<float>(w2) / whole;
        const auto between = [&](auto part) {
          return part(corners[0]) * p0 + part(corners[1]) * p1 + part(corners[2]) * p2;
        };
        Colour colour = corners[0].colour;
        if (!is_flat_colour) {
          colour = {between([](const Corner& c) { return c.colour.r; }),
                    between([](const Corner& c) { return c.colour.g; }),
                    between([](const Corner& c) { return c.colour.b; }),
                    between([](const Corner& c) { return c.colour.a; })};
        }
        Colour light = flat_texel;
        if (has_texture && !is_flat_place) {
          light = sample(*texture, between([](const Corner& c) { return c.u; }),
                         between([](const Corner& c) { return c.v; }));
        }
        mix(x, y, colour, light);
      }
    }
  }

  Picture take() { return std::move(picture_); }

 private:
  void mix(int x, int y, const Colour& colour, const Colour& light) {
    const float alpha = colour.a * light.a / (255.0F * 255.0F);
    if (alpha <= 0.0F) return;
    std::uint8_t* to =
        &picture_.rgb[3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture_.width) +
                           static_cast<std::size_t>(x))];
    const auto put = [alpha](std::uint8_t& channel, float above) {
      const float below = static_cast<float>(channel);
      channel = static_cast<std::uint8_t>(
          std::clamp(below + (above - below) * alpha + 0.5F, 0.0F, 255.0F));
    };
    put(to[0], colour.r * light.r / 255.0F);
    put(to[1], colour.g * light.g / 255.0F);
    put(to[2], colour.b * light.b / 255.0F);
  }

  Picture picture_;
};

}  // namespace

Picture render(const ImDrawData& data, ImU32 ground) {
  const float scale_x = data.FramebufferScale.x;
  const float scale_y = data.FramebufferScale.y;
  const int width = static_cast<int>(std::lround(data.DisplaySize.x * scale_x));
  const int height = static_cast<int>(std::lround(data.DisplaySize.y * scale_y));
  Canvas canvas(width, height, ground);
  for (const ImDrawList* list : data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.UserCallback != nullptr) continue;
      const auto edge = [](float place, float origin, float scale, int most) {
        return std::clamp(static_cast<int>((place - origin) * scale), 0, most);
      };
      const Box clip{edge(command.ClipRect.x, data.DisplayPos.x, scale_x, width),
                     edge(command.ClipRect.y, data.DisplayPos.y, scale_y, height),
                     edge(command.ClipRect.z, data.DisplayPos.x, scale_x, width),
                     edge(command.ClipRect.w, data.DisplayPos.y, scale_y, height)};
      if (clip.left >= clip.right || clip.top >= clip.bottom) continue;
      const auto corner = [&](unsigned int element) {
        const ImDrawIdx index = list->IdxBuffer[static_cast<int>(command.IdxOffset + element)];
        const ImDrawVert& vertex =
            list->VtxBuffer[static_cast<int>(command.VtxOffset) + static_cast<int>(index)];
        const auto place = [](float at, float origin, float scale) {
          return static_cast<int>(std::lround((at - origin) * scale * kSub));
        };
        return Corner{place(vertex.pos.x, data.DisplayPos.x, scale_x),
                      place(vertex.pos.y, data.DisplayPos.y, scale_y),
                      vertex.uv.x,
                      vertex.uv.y,
                      unpacked(vertex.col),
                      vertex.col};
      };
      for (unsigned int i = 0; i + 2 < command.ElemCount; i += 3) {
        canvas.triangle({corner(i), corner(i + 1), corner(i + 2)}, clip, command.TexRef._TexData);
      }
    }
  }
  return canvas.take();
}

Picture halved(const Picture& picture) {
  Picture half{.width = picture.width / 2, .height = picture.height / 2};
  half.rgb.reserve(static_cast<std::size_t>(half.width) * static_cast<std::size_t>(half.height) *
                   3);
  for (int y = 0; y < half.height; ++y) {
    for (int x = 0; x < half.width; ++x) {
      for (int channel = 0; channel < 3; ++channel) {
        int sum = 2;  // rounds to the nearest
        for (const int dy : {0, 1}) {
          for (const int dx : {0, 1}) {
            const std::size_t at =
                static_cast<std::size_t>(2 * y + dy) * static_cast<std::size_t>(picture.width) +
                static_cast<std::size_t>(2 * x + dx);
            sum += picture.rgb[3 * at + static_cast<std::size_t>(channel)];
          }
        }
        half.rgb.push_back(static_cast<std::uint8_t>(sum / 4));
      }
    }
  }
  return half;
}

Picture cut_out(const Picture& picture, int x, int y, int width, int height) {
  x = std::clamp(x, 0, picture.width);
  y = std::clamp(y, 0, picture.height);
  Picture part{.width = std::min(width, picture.width - x),
               .height = std::min(height, picture.height - y)};
  for (int row = y; row < y + part.height; ++row) {
    const auto from =
        picture.rgb.begin() + 3 * (static_cast<std::ptrdiff_t>(row) * picture.width + x);
    part.rgb.insert(part.rgb.end(), from, from + 3 * static_cast<std::ptrdiff_t>(part.width));
  }
  return part;
}

}  // namespace purr::shell::test
