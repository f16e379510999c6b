// The weights of layer 1 as pictures.
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <set>

#include "shell/panels/run_textures.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

constexpr int kSide = 8;

/// Three units. What they learned is the reverse of their weights: unit 0 brightens the left half.
RunView view_of_units() {
  RunView view;
  view.data.width = kSide;
  view.data.height = kSide;
  view.first_layer = {.layer = 1, .n_out = 3, .n_in = kSide * kSide * 3};
  for (int input = 0; input < view.first_layer.n_in; ++input) {
    const bool is_left = input / 3 % kSide < kSide / 2;
    for (int unit = 0; unit < 3; ++unit) {
      const float learned = is_left == (unit == 0) ? 0.25F : -0.25F;
      view.first_layer.learned.push_back(learned);
      view.first_layer.W.push_back(-40 * learned);
    }
  }
  view.first_layer_count = 1;
  return view;
}

std::array<int, 3> texel(const TileRef& tile, float x, float y) {
  REQUIRE(tile.ok);
  ImTextureData* data = tile.texture._TexData;
  REQUIRE(data != nullptr);
  const auto at = [](float low, float high, float part, int size) {
    return static_cast<int>((low + part * (high - low)) * static_cast<float>(size));
  };
  const auto* rgba = static_cast<const std::uint8_t*>(data->GetPixelsAt(
      at(tile.uv0.x, tile.uv1.x, x, data->Width), at(tile.uv0.y, tile.uv1.y, y, data->Height)));
  return {rgba[0], rgba[1], rgba[2]};
}

/// The different colours along a row and a column of a tile.
std::set<std::array<int, 3>> colours(const TileRef& tile) {
  std::set<std::array<int, 3>> all;
  for (int i = 0; i < 64; ++i) {
    const float part = static_cast<float>(i) / 63.0F;
    all.insert(texel(tile, part, 0.5F));
    all.insert(texel(tile, 0.5F, part));
  }
  return all;
}

struct Textures {
  Textures() : context(ImGui::CreateContext()) {}
  ~Textures() {
    weights.reset();
    sweep_textures(/*all=*/true);
    ImGui::DestroyContext(context);
  }
  ImGuiContext* context;
  std::unique_ptr<WeightTextures> weights = std::make_unique<WeightTextures>();
};

TEST_CASE("tiles show what the units learned, or all of W", "[shell][unit]") {
  Textures textures;
  const RunView view = view_of_units();
  const auto is_left_bright = [&](int unit) {
    const TileRef tile = textures.weights->get(view, unit);
    const TileRef small = textures.weights->thumbnail(view, unit);
    const bool is_bright = texel(tile, 0.1F, 0.5F)[0] > 150;
    CHECK((texel(tile, 0.9F, 0.5F)[0] < 106) == is_bright);
    CHECK((texel(small, 0.1F, 0.5F)[0] > 150) == is_bright);
    return is_bright;
  };
  CHECK(is_left_bright(0));
  CHECK_FALSE(is_left_bright(1));
  textures.weights->show_all(true);
  CHECK_FALSE(is_left_bright(0));
  CHECK(is_left_bright(1));
  textures.weights->show_all(false);
  CHECK(is_left_bright(0));
}

TEST_CASE("a unit that has learned nothing is an even grey", "[shell][unit]") {
  Textures textures;
  RunView view = view_of_units();
  view.first_layer.learned.assign(view.first_layer.W.size(), 0.0F);
  for (const TileRef& tile :
       {textures.weights->get(view, 1), textures.weights->thumbnail(view, 1)}) {
    CHECK(colours(tile) == std::set{std::array{128, 128, 128}});
  }
}

TEST_CASE("a unit with a weight that is no finite number is hatched, and no other",
          "[shell][unit]") {
  const float value =
      GENERATE(std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity());
  const bool is_everywhere = GENERATE(true, false);
  Textures textures;
  RunView view = view_of_units();
  const TileRef before = textures.weights->get(view, 0);
  const auto healthy = colours(before);
  for (std::size_t j = 1; j < view.first_layer.W.size(); j += 3) {
    if (!is_everywhere && j > 1) break;
    view.first_layer.W[j] = value;
    view.first_layer.learned[j] = value;
  }
  view.first_layer_count = 2;
  for (const bool all : {false, true}) {
    textures.weights->show_all(all);
    for (const TileRef& tile :
         {textures.weights->get(view, 1), textures.weights->thumbnail(view, 1)}) {
      const auto stripes = colours(tile);
      CHECK(stripes.size() == 2);
      for (const auto& [red, green, blue] : stripes) {
        CHECK(red == green);
        CHECK(green == blue);
        CHECK(red > 90);
        CHECK(red < 180);
      }
    }
  }
  textures.weights->show_all(false);
  CHECK(colours(textures.weights->get(view, 0)) == healthy);
}

}  // namespace
}  // namespace purr::shell
