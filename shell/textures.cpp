#include "shell/textures.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "imgui_internal.h"
#include "shell/theme/theme.h"

namespace purr::shell {
namespace {

constexpr int kPageColumns = 32;
constexpr int kPageRows = 16;  // 512 pictures of 64×64: 8 MB
constexpr std::size_t kMaxPages = 10;

/// Textures that nobody owns any more, until the backend has let go of its half.
struct Retired {
  ImTextureData* texture;
  int frame;
};
std::vector<Retired> retired;

}  // namespace

TileTexture::TileTexture(int tile_width, int tile_height, int columns, int rows)
    : tile_width_(tile_width),
      tile_height_(tile_height),
      columns_(columns),
      rows_(rows),
      texture_(IM_NEW(ImTextureData)()) {
  texture_->Create(ImTextureFormat_RGBA32, tile_width * columns, tile_height * rows);
  texture_->SetStatus(ImTextureStatus_WantCreate);
  texture_->UseColors = true;
  ImGui::RegisterUserTexture(texture_);
}

TileTexture::~TileTexture() {
  if (ImGui::GetCurrentContext() == nullptr) {
    IM_DELETE(texture_);
    return;
  }
  retired.push_back({texture_, ImGui::GetFrameCount()});
}

void sweep_textures(bool all) {
  std::erase_if(retired, [&](const Retired& old) {
    // A frame that still draws it may be on its way.
    if (!all && old.frame == ImGui::GetFrameCount()) return false;
    ImTextureData* texture = old.texture;
    const bool in_backend =
        texture->TexID != ImTextureID_Invalid || texture->BackendUserData != nullptr;
    if (in_backend && !all) {
      texture->SetStatus(ImTextureStatus_WantDestroy);
      texture->UnusedFrames = 1;
      return false;
    }
    ImGui::UnregisterUserTexture(texture);
    IM_DELETE(texture);
    return true;
  });
}

std::uint8_t* TileTexture::pixel(int index, int row) {
  const int x = index % columns_ * tile_width_;
  const int y = index / columns_ * tile_height_ + row;
  return static_cast<std::uint8_t*>(texture_->GetPixelsAt(x, y));
}

void TileTexture::set(int index, const std::uint8_t* rgb) {
  for (int row = 0; row < tile_height_; ++row) {
    std::uint8_t* to = pixel(index, row);
    for (int column = 0; column < tile_width_; ++column) {
      *to++ = *rgb++;
      *to++ = *rgb++;
      *to++ = *rgb++;
      *to++ = 255;
    }
  }
  mark(index);
}

void TileTexture::set_rgba(int index, const std::uint8_t* rgba) {
  const auto row_bytes = static_cast<std::size_t>(tile_width_) * 4;
  for (int row = 0; row < tile_height_; ++row) {
    std::memcpy(pixel(index, row), rgba + static_cast<std::size_t>(row) * row_bytes, row_bytes);
  }
  mark(index);
}

void TileTexture::mark(int index) {
  // A texture that is yet to be made is uploaded whole.
  if (texture_->Status != ImTextureStatus_OK && texture_->Status != ImTextureStatus_WantUpdates) {
    return;
  }
  const ImTextureRect tile{static_cast<unsigned short>(index % columns_ * tile_width_),
                           static_cast<unsigned short>(index / columns_ * tile_height_),
                           static_cast<unsigned short>(tile_width_),
                           static_cast<unsigned short>(tile_height_)};
  if (texture_->Updates.empty()) {
    texture_->UpdateRect = tile;
  } else {
    ImTextureRect& all = texture_->UpdateRect;
    const auto right = std::max(all.x + all.w, tile.x + tile.w);
    const auto bottom = std::max(all.y + all.h, tile.y + tile.h);
    all.x = std::min(all.x, tile.x);
    all.y = std::min(all.y, tile.y);
    all.w = static_cast<unsigned short>(right - all.x);
    all.h = static_cast<unsigned short>(bottom - all.y);
  }
  texture_->Updates.push_back(tile);
  texture_->SetStatus(ImTextureStatus_WantUpdates);
}

ImTextureRef TileTexture::ref() const { return texture_->GetTexRef(); }

void TileTexture::corners(int index, ImVec2& uv0, ImVec2& uv1) const {
  const auto width = static_cast<float>(tile_width_ * columns_);
  const auto height = static_cast<float>(tile_height_ * rows_);
  const auto x = static_cast<float>(index % columns_ * tile_width_);
  const auto y = static_cast<float>(index / columns_ * tile_height_);
  uv0 = {(x + 0.5F) / width, (y + 0.5F) / height};
  uv1 = {(x + static_cast<float>(tile_width_) - 0.5F) / width,
         (y + static_cast<float>(tile_height_) - 0.5F) / height};
}

TileRef PictureTextures::get(const RunView& view, bool of_test, int index) {
  const std::uint8_t* rgb = view.picture(of_test, index);
  if (rgb == nullptr) return {};
  if (width_ != view.data.width || height_ != view.data.height) {
    pages_.clear();
    width_ = view.data.width;
    height_ = view.data.height;
  }
  // Larger pictures, fewer of them on a page: 2048 texels a side fit everywhere.
  const int columns = std::max(1, std::min(kPageColumns, 2048 / width_));
  const int rows = std::max(1, std::min(kPageRows, 1024 / height_));
  const int number = index / (columns * rows);
  auto page = std::find_if(pages_.begin(), pages_.end(), [&](const Page& candidate) {
    return candidate.of_test == of_test && candidate.number == number;
  });
  const auto capacity = static_cast<std::size_t>(columns * rows);
  const std::size_t size = view.picture_size();
  if (page == pages_.end()) {
    if (pages_.size() >= kMaxPages) {
      pages_.erase(std::min_element(pages_.begin(), pages_.end(), [](const Page& a, const Page& b) {
        return a.last_frame < b.last_frame;
      }));
    }
    pages_.push_back({.of_test = of_test,
                      .number = number,
                      .texture = std::make_unique<TileTexture>(width_, height_, columns, rows),
                      .is_there = std::vector<std::uint8_t>(capacity, 0),
                      .shown = std::vector<std::uint8_t>(capacity * size, 0)});
    page = pages_.end() - 1;
  }
  page->last_frame = ImGui::GetFrameCount();
  if (page->revision != view.data.revision) {
    page->revision = view.data.revision;
    std::fill(page->is_there.begin(), page->is_there.end(), std::uint8_t{0});
  }
  const int tile = index % static_cast<int>(capacity);
  const auto slot = static_cast<std::size_t>(tile);
  if (page->is_there[slot] == 0) {
    page->is_there[slot] = 1;
    std::uint8_t* shown = page->shown.data() + slot * size;
    if (std::memcmp(shown, rgb, size) != 0) {
      std::memcpy(shown, rgb, size);
      page->texture->set(tile, rgb);
    }
  }
  TileRef ref{.ok = true, .texture = page->texture->ref()};
  page->texture->corners(tile, ref.uv0, ref.uv1);
  return ref;
}

namespace {

/// Values as bytes around 128, three standard deviations to the ends: one stray weight does not
/// turn the rest grey.
void to_bytes_of_weights(const std::vector<float>& values, std::vector<std::uint8_t>& bytes) {
  double squares = 0.0;
  for (const float value : values)
    squares += static_cast<double>(value) * static_cast<double>(value);
  const auto spread = static_cast<float>(
      std::sqrt(squares / static_cast<double>(std::max<std::size_t>(1, values.size()))));
  const float scale = spread > 0.0F ? 127.0F / (3.0F * spread) : 0.0F;
  bytes.resize(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(128.0F + std::clamp(scale * values[i], -128.0F, 127.0F));
  }
}

bool holds_pictures(const RunView& view, int unit) {
  const int side = view.data.width;
  const WeightsUpdate& W1 = view.first_layer;
  return side > 1 && view.data.height == side && W1.n_in == side * side * 3 && unit < W1.n_out;
}

}  // namespace

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
  const auto units = static_cast<std::size_t>(W1.n_out);
  const auto width = static_cast<std::size_t>(side);
  const std::size_t half = width / 2;
  std::vector<float> row(width * width * 3);
  std::vector<float> means(half * half * 3);
  std::vector<std::uint8_t> bytes;
  for (std::size_t unit = 0; unit < units; ++unit) {
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = W1.W[j * units + unit];
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

TileRef WeightTextures::tile(const TileTexture& texture, int index) {
  TileRef ref{.ok = true, .texture = texture.ref()};
  texture.corners(index, ref.uv0, ref.uv1);
  return ref;
}

TileRef WeightTextures::get(const RunView& view, int unit) {
  if (!holds_pictures(view, unit)) return {};
  refresh(view);
  return tile(*weights_, unit);
}

TileRef WeightTextures::thumbnail(const RunView& view, int unit) {
  if (!holds_pictures(view, unit)) return {};
  refresh(view);
  return tile(*thumbnails_, unit);
}

TileRef WeightTextures::plane(const RunView& view, bool of_test, int index, int channel) {
  const std::uint8_t* rgb = view.picture(of_test, index);
  const int side = view.data.width;
  if (rgb == nullptr || view.data.height != side) return {};
  if (plane_side_ != side) {
    planes_ = std::make_unique<TileTexture>(side, side, 3, 1);
    plane_side_ = side;
    plane_index_ = -1;
  }
  if (plane_revision_ != view.data.revision || plane_of_test_ != of_test || plane_index_ != index) {
    plane_revision_ = view.data.revision;
    plane_of_test_ = of_test;
    plane_index_ = index;
    const std::size_t size = view.picture_size();
    std::vector<std::uint8_t> tinted(size);
    for (std::size_t c = 0; c < 3; ++c) {
      for (std::size_t i = 0; i < size; i += 3) {
        // The plane's own colour with a little of the others, so that a dark plane still has a
        // shape.
        const int value = rgb[i + c];
        for (std::size_t k = 0; k < 3; ++k) {
          tinted[i + k] =
              static_cast<std::uint8_t>(k == c ? 24 + value * 231 / 255 : 24 + value * 70 / 255);
        }
      }
      planes_->set(static_cast<int>(c), tinted.data());
    }
  }
  return tile(*planes_, channel);
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
        // Where a run has exploded there is no answer to colour.
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
  TileRef ref{.ok = true, .texture = texture_->ref()};
  texture_->corners(0, ref.uv0, ref.uv1);
  return ref;
}

}  // namespace purr::shell
