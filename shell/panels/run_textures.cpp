#include "shell/panels/run_textures.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "engine/data/resize.h"
#include "imgui_internal.h"
#include "shell/theme/theme.h"

namespace purr::shell {
namespace {

constexpr int kPageColumns = 32;
constexpr int kPageRows = 16;       // 512 pictures of 64×64: 8 MB
constexpr int kWantedTiles = 1024;  // the data panel shows about 550 of the smallest tiles
constexpr int kMaxPages = 10;

}  // namespace

TileTexture& PictureTextures::Pages::of(int tile, int width, int height) {
  const auto page = static_cast<std::size_t>(tile / on_page());
  while (all.size() <= page) {
    all.push_back(std::make_unique<TileTexture>(width, height, columns, rows));
  }
  return *all[page];
}

void PictureTextures::follow_size(const RunView& view) {
  if (view.pictures.is_whole()) {
    for (Pages& pages : small_pages_) pages.all.clear();
    small_revision_ = 0;
  }
  if (width_ == view.data.width && height_ == view.data.height) return;
  width_ = view.data.width;
  height_ = view.data.height;
  // Every device has textures of 2048 texels a side; larger pictures are fewer on a page.
  pages_ = {.columns = std::clamp(2048 / width_, 1, kPageColumns),
            .rows = std::clamp(1024 / height_, 1, kPageRows),
            .all = {}};
  const int on_page = pages_.on_page();
  const int pages = std::clamp((kWantedTiles + on_page - 1) / on_page, 1, kMaxPages);
  places_ = Places(pages * on_page);
  revisions_.assign(static_cast<std::size_t>(pages * on_page), 0);
}

int PictureTextures::find(const RunView& view, bool of_test, int index) {
  const int now = ImGui::GetFrameCount();
  const std::uint64_t key = picture_key(of_test, index);
  int tile = places_.find(key);
  if (tile >= 0) {
    places_.use(tile, now);
    if (revisions_[static_cast<std::size_t>(tile)] == view.data.revision) return tile;
  }
  const std::uint8_t* rgb = view.pictures.find(of_test, index);
  if (rgb == nullptr) return -1;
  if (tile < 0) tile = places_.take(key, now);
  if (tile < 0) return -1;
  revisions_[static_cast<std::size_t>(tile)] = view.data.revision;
  pages_.of(tile, width_, height_).set(tile % pages_.on_page(), rgb);
  return tile;
}

TileRef PictureTextures::small(const RunView& view, bool of_test, int index) {
  if (!view.pictures.has_all_small()) return {};
  const int width = small_side(width_);
  const int height = small_side(height_);
  if (small_revision_ != view.data.revision) {
    small_revision_ = view.data.revision;
    for (Pages& pages : small_pages_) {
      pages = {.columns = std::max(1, 1024 / width), .rows = std::max(1, 1024 / height), .all = {}};
    }
  }
  // A new page is filled at once and so uploaded once.
  Pages& pages = small_pages_[of_test ? 1 : 0];
  const int page = index / pages.on_page();
  while (static_cast<int>(pages.all.size()) <= page) {
    const int first = static_cast<int>(pages.all.size()) * pages.on_page();
    TileTexture& fresh = pages.of(first, width, height);
    const int count = std::min(pages.on_page(), view.count(of_test) - first);
    for (int tile = 0; tile < count; ++tile) {
      fresh.set(tile, view.pictures.find_small(of_test, first + tile));
    }
  }
  return pages.all[static_cast<std::size_t>(page)]->tile(index % pages.on_page());
}

TileRef PictureTextures::get(const RunView& view, bool of_test, int index) {
  if (index < 0 || index >= view.count(of_test) || !view.is_pictures()) return {};
  follow_size(view);
  const int tile = find(view, of_test, index);
  if (tile < 0) return small(view, of_test, index);
  return pages_.of(tile, width_, height_).tile(tile % pages_.on_page());
}

namespace {

/// Values as bytes around 128, with three standard deviations at the ends, so that one large weight
/// does not turn the rest grey.
void to_bytes_of_weights(const std::vector<float>& values, std::vector<std::uint8_t>& bytes) {
  double squares = 0.0;
  for (const float value : values)
    squares += static_cast<double>(value) * static_cast<double>(value);
  const double deviation =
      std::sqrt(squares / static_cast<double>(std::max<std::size_t>(1, values.size())));
  const double scale = deviation > 0.0 ? 127.0 / (3.0 * deviation) : 0.0;
  bytes.resize(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double value = scale * static_cast<double>(values[i]);
    bytes[i] = static_cast<std::uint8_t>(128.0 + std::clamp(value, -128.0, 127.0));
  }
}

/// A square of diagonal stripes, for weights that have no picture.
void hatch(std::size_t side, std::vector<std::uint8_t>& bytes) {
  constexpr std::uint8_t kGround = 156;
  constexpr std::uint8_t kStripe = 116;
  const std::size_t period = std::max<std::size_t>(4, side / 8);
  bytes.resize(side * side * 3);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::size_t diagonal = i / 3 % side + i / 3 / side;
    bytes[i] = diagonal % period < period / 2 ? kStripe : kGround;
  }
}

bool has_picture_weights(const RunView& view, int unit) {
  const int side = view.data.width;
  const WeightsUpdate& W1 = view.first_layer;
  return side > 1 && view.data.height == side && W1.n_in == side * side * 3 && unit < W1.n_out;
}

}  // namespace

void WeightTextures::show_all(bool all) {
  if (std::exchange(shows_all_, all) != all) made_of_ = 0;
}

void WeightTextures::refresh(const RunView& view) {
  const WeightsUpdate& W1 = view.first_layer;
  const int side = view.data.width;
  if (side_ != side || units_ != W1.n_out) {
    const int columns = std::max(1, std::min(16, 2048 / side));
    const int rows = (W1.n_out + columns - 1) / columns;
    weights_ = std::make_unique<TileTexture>(side, side, columns, rows);
    thumbnails_ = std::make_unique<TileTexture>(side / 2, side / 2, columns, rows);
    side_ = side;
    units_ = W1.n_out;
    made_of_ = 0;
  }
  if (made_of_ == view.first_layer_count) return;
  made_of_ = view.first_layer_count;
  const bool has_learned = W1.learned.size() == W1.W.size();
  const std::vector<float>& values = shows_all_ || !has_learned ? W1.W : W1.learned;
  const auto units = static_cast<std::size_t>(W1.n_out);
  const auto width = static_cast<std::size_t>(side);
  const std::size_t half = width / 2;
  std::vector<float> row(width * width * 3);
  std::vector<float> means(half * half * 3);
  std::vector<std::uint8_t> bytes;
  for (std::size_t unit = 0; unit < units; ++unit) {
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = values[j * units + unit];
    if (!std::all_of(row.begin(), row.end(), [](float w) { return std::isfinite(w); })) {
      hatch(width, bytes);
      weights_->set(static_cast<int>(unit), bytes.data());
      hatch(half, bytes);
      thumbnails_->set(static_cast<int>(unit), bytes.data());
      continue;
    }
    for (std::size_t y = 0; y < half; ++y) {
      for (std::size_t x = 0; x < half; ++x) {
        for (std::size_t c = 0; c < 3; ++c) {
          const std::size_t at = ((2 * y) * width + 2 * x) * 3 + c;
          means[(y * half + x) * 3 + c] =
              (row[at] + row[at + 3] + row[at + width * 3] + row[at + width * 3 + 3]) / 4;
        }
      }
    }
    to_bytes_of_weights(row, bytes);
    weights_->set(static_cast<int>(unit), bytes.data());
    to_bytes_of_weights(means, bytes);
    thumbnails_->set(static_cast<int>(unit), bytes.data());
  }
}

TileRef WeightTextures::get(const RunView& view, int unit) {
  if (!has_picture_weights(view, unit)) return {};
  refresh(view);
  return weights_->tile(unit);
}

TileRef WeightTextures::thumbnail(const RunView& view, int unit) {
  if (!has_picture_weights(view, unit)) return {};
  refresh(view);
  return thumbnails_->tile(unit);
}

TileRef WeightTextures::plane(const RunView& view, bool of_test, int index, int channel) {
  const int side = view.data.width;
  if (view.data.height != side) return {};
  if (plane_side_ != side) {
    planes_ = std::make_unique<TileTexture>(side, side, 3, 1);
    plane_side_ = side;
    plane_index_ = -1;
  }
  if (plane_revision_ != view.data.revision || plane_of_test_ != of_test || plane_index_ != index) {
    const std::uint8_t* rgb = view.pictures.find(of_test, index);
    if (rgb == nullptr) return {};
    plane_revision_ = view.data.revision;
    plane_of_test_ = of_test;
    plane_index_ = index;
    const std::size_t size = view.picture_size();
    std::vector<std::uint8_t> tinted(size);
    for (std::size_t c = 0; c < 3; ++c) {
      for (std::size_t i = 0; i < size; i += 3) {
        // A little of the other colours keeps the shapes of a dark plane visible.
        const int value = rgb[i + c];
        for (std::size_t k = 0; k < 3; ++k) {
          tinted[i + k] =
              static_cast<std::uint8_t>(k == c ? 24 + value * 231 / 255 : 24 + value * 70 / 255);
        }
      }
      planes_->set(static_cast<int>(c), tinted.data());
    }
  }
  return planes_->tile(channel);
}

TileRef BoundaryTexture::get(const BoundaryUpdate& boundary, std::uint32_t count) {
  if (boundary.side == 0) return {};
  const ImU32 colours = theme().card ^ theme().cat;
  if (side_ != boundary.side) {
    side_ = boundary.side;
    texture_ = std::make_unique<TileTexture>(side_, side_, 1, 1);
    made_of_ = 0;
  }
  if (made_of_ != count || colours_ != colours) {
    made_of_ = count;
    colours_ = colours;
    const auto side = static_cast<std::size_t>(side_);
    std::vector<std::uint8_t> rgba(side * side * 4);
    for (std::size_t row = 0; row < side; ++row) {
      for (std::size_t column = 0; column < side; ++column) {
        const float y = boundary.y_hat[(side - 1 - row) * side + column];  // y grows upwards
        // After an exploded run ŷ is NaN.
        const ImU32 colour = std::isnan(y) ? theme().soft
                                           : mix(theme().card, y > 0.5F ? theme().cat : theme().non,
                                                 0.12F + 0.6F * std::fabs(y - 0.5F));
        std::uint8_t* to = rgba.data() + (row * side + column) * 4;
        to[0] = static_cast<std::uint8_t>(colour >> IM_COL32_R_SHIFT);
        to[1] = static_cast<std::uint8_t>(colour >> IM_COL32_G_SHIFT);
        to[2] = static_cast<std::uint8_t>(colour >> IM_COL32_B_SHIFT);
        to[3] = 255;
      }
    }
    texture_->set_rgba(0, rgba.data());
  }
  return texture_->tile(0);
}

}  // namespace purr::shell
