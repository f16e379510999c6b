#include "shell/theme/tile_texture.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "imgui_internal.h"

namespace purr::shell {
namespace {

/// Textures without an owner, until the backend has released its part.
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
    // The frame in progress may still draw it.
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
    // ImGui lists textures anew in the next frame; a backend that shuts down reads the old list.
    ImGui::GetPlatformIO().Textures.find_erase(texture);
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
  bool is_new = false;
  for (int row = 0; row < tile_height_; ++row) {
    std::uint8_t* to = pixel(index, row);
    for (int column = 0; column < tile_width_; ++column, rgb += 3, to += 4) {
      is_new |= to[0] != rgb[0] || to[1] != rgb[1] || to[2] != rgb[2] || to[3] != 255;
      std::copy(rgb, rgb + 3, to);
      to[3] = 255;
    }
  }
  if (is_new) mark(index);
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

TileRef TileTexture::tile(int index) const {
  TileRef ref{.ok = true, .texture = this->ref()};
  corners(index, ref.uv0, ref.uv1);
  return ref;
}

}  // namespace purr::shell
