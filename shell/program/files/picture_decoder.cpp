#include "shell/program/files/picture_decoder.h"

#include <unistd.h>

// libjpeg's header uses FILE without including it.
#include <cstdio>

#include <jpeglib.h>
#include <png.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "shell/program/files/colour_profile.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_NO_STDIO
#define STBI_ONLY_GIF
#define STBI_ONLY_BMP
#if defined(__GNUC__)
// The library brings more than is used here, and has its own way with signs.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#endif
#include <stb/stb_image.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace purr::shell {
namespace {

using Bytes = std::span<const std::uint8_t>;

[[noreturn]] void give_up() { _exit(1); }

/// What a file says beside its pixels.
struct Extras {
  ColourSpace colours{};
  int orientation = 1;
};

DecodedPicture make_picture(std::uint32_t width, std::uint32_t height) {
  DecodedPicture picture{.width = static_cast<int>(width), .height = static_cast<int>(height)};
  picture.rgba.resize(std::size_t{4} * width * height);
  return picture;
}

// ---- JPEG ----

/// The profile, which may be cut into numbered pieces (ICC.1, annex B.4), and the orientation.
void read_markers(const jpeg_decompress_struct& jpeg, Extras& extras) {
  constexpr std::string_view kExif("Exif\0\0", 6);
  constexpr std::string_view kIcc("ICC_PROFILE\0", 12);
  std::array<Bytes, 256> pieces{};
  for (const jpeg_marker_struct* marker = jpeg.marker_list; marker != nullptr;
       marker = marker->next) {
    const Bytes data(marker->data, marker->data_length);
    const std::string_view text(reinterpret_cast<const char*>(data.data()), data.size());
    if (marker->marker == JPEG_APP0 + 1 && text.starts_with(kExif)) {
      extras.orientation = exif_orientation(data.subspan(kExif.size()));
    } else if (marker->marker == JPEG_APP0 + 2 && text.starts_with(kIcc) && data.size() > 14) {
      pieces[data[12]] = data.subspan(14);
    }
  }
  for (const Bytes piece : pieces) {
    extras.colours.icc.insert(extras.colours.icc.end(), piece.begin(), piece.end());
  }
}

/// Adobe's CMYK is stored inverted: 255 is no ink.
void write_cmyk_row(const std::uint8_t* cmyk, std::uint8_t* rgba, std::uint32_t width,
                    bool is_inverted) {
  for (std::uint32_t x = 0; x < width; ++x, cmyk += 4, rgba += 4) {
    const auto light = [&](int ink) { return is_inverted ? cmyk[ink] : 255 - cmyk[ink]; };
    for (int i = 0; i < 3; ++i) {
      rgba[i] = static_cast<std::uint8_t>(light(i) * light(3) / 255);
    }
    rgba[3] = 255;
  }
}

DecodedPicture decode_jpeg(Bytes bytes, Extras& extras) {
  jpeg_error_mgr errors{};
  jpeg_decompress_struct jpeg{};
  jpeg.err = jpeg_std_error(&errors);
  errors.error_exit = [](j_common_ptr) { give_up(); };
  errors.emit_message = [](j_common_ptr info, int level) {
    if (level < 0) ++info->err->num_warnings;
  };
  jpeg_create_decompress(&jpeg);
  jpeg_mem_src(&jpeg, bytes.data(), bytes.size());
  constexpr unsigned kWhole = 0xffff;
  jpeg_save_markers(&jpeg, JPEG_APP0 + 1, kWhole);
  jpeg_save_markers(&jpeg, JPEG_APP0 + 2, kWhole);
  jpeg_read_header(&jpeg, TRUE);
  read_markers(jpeg, extras);
  const bool is_cmyk = jpeg.num_components == 4;
  jpeg.out_color_space = is_cmyk ? JCS_CMYK : JCS_EXT_RGBA;
  jpeg_start_decompress(&jpeg);
  DecodedPicture picture = make_picture(jpeg.output_width, jpeg.output_height);
  const std::size_t stride = std::size_t{4} * jpeg.output_width;
  std::vector<std::uint8_t> line(stride);
  while (jpeg.output_scanline < jpeg.output_height) {
    std::uint8_t* row = picture.rgba.data() + stride * jpeg.output_scanline;
    std::uint8_t* target = is_cmyk ? line.data() : row;
    if (jpeg_read_scanlines(&jpeg, &target, 1) != 1) give_up();
    if (is_cmyk) write_cmyk_row(line.data(), row, jpeg.output_width, jpeg.saw_Adobe_marker != 0);
  }
  jpeg_finish_decompress(&jpeg);
  // Browsers refuse what is cut off or damaged, instead of showing grey.
  if (errors.num_warnings > 0) give_up();
  jpeg_destroy_decompress(&jpeg);
  if (is_cmyk) extras.colours = {};  // its profile is one of inks
  return picture;
}

// ---- PNG ----

void read_colours(png_structp png, png_infop info, Extras& extras) {
  png_bytep exif = nullptr;
  png_uint_32 exif_size = 0;
  if (png_get_eXIf_1(png, info, &exif_size, &exif) != 0) {
    extras.orientation = exif_orientation({exif, exif_size});
  }
  if (png_get_valid(png, info, PNG_INFO_sRGB) != 0) return;
  png_charp name = nullptr;
  int method = 0;
  png_bytep profile = nullptr;
  png_uint_32 size = 0;
  if (png_get_iCCP(png, info, &name, &method, &profile, &size) != 0) {
    extras.colours.icc.assign(profile, profile + size);
    return;
  }
  double gamma = 0.0;
  if (png_get_valid(png, info, PNG_INFO_gAMA) == 0 || png_get_gAMA(png, info, &gamma) == 0) return;
  extras.colours.gamma = gamma;
  std::array<double, 8> p{};
  if (png_get_valid(png, info, PNG_INFO_cHRM) != 0 &&
      png_get_cHRM(png, info, p.data(), &p[1], &p[2], &p[3], &p[4], &p[5], &p[6], &p[7]) != 0) {
    extras.colours.primaries = p;
  }
}

DecodedPicture decode_png(Bytes bytes, Extras& extras) {
  png_structp png = png_create_read_struct(
      PNG_LIBPNG_VER_STRING, nullptr, [](png_structp, png_const_charp) { give_up(); },
      [](png_structp, png_const_charp) {});
  if (png == nullptr) give_up();
  png_infop info = png_create_info_struct(png);
  if (info == nullptr) give_up();
  png_set_read_fn(png, &bytes, [](png_structp from, png_bytep to, std::size_t size) {
    Bytes& rest = *static_cast<Bytes*>(png_get_io_ptr(from));
    if (size > rest.size()) give_up();
    std::copy_n(rest.begin(), size, to);
    rest = rest.subspan(size);
  });
  png_read_info(png, info);
  read_colours(png, info, extras);
  const auto type = png_get_color_type(png, info);
  png_set_expand(png);
  png_set_strip_16(png);
  if ((type & PNG_COLOR_MASK_COLOR) == 0) png_set_gray_to_rgb(png);
  png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
  DecodedPicture picture =
      make_picture(png_get_image_width(png, info), png_get_image_height(png, info));
  const std::size_t stride = std::size_t{4} * static_cast<std::size_t>(picture.width);
  if (png_get_rowbytes(png, info) != stride) give_up();
  std::vector<png_bytep> rows;
  for (int y = 0; y < picture.height; ++y) {
    rows.push_back(picture.rgba.data() + stride * static_cast<std::size_t>(y));
  }
  png_read_image(png, rows.data());
  png_read_end(png, info);
  // An orientation may stand behind the pixels.
  read_colours(png, info, extras);
  png_destroy_read_struct(&png, &info, nullptr);
  return picture;
}

// ---- the others ----

DecodedPicture decode_webp(Bytes bytes, Extras& extras) {
  const WebPData data{bytes.data(), bytes.size()};
  const std::unique_ptr<WebPDemuxer, void (*)(WebPDemuxer*)> demuxer(WebPDemux(&data),
                                                                     WebPDemuxDelete);
  if (!demuxer) return {};
  WebPChunkIterator chunk{};
  if (WebPDemuxGetChunk(demuxer.get(), "ICCP", 1, &chunk) != 0) {
    extras.colours.icc.assign(chunk.chunk.bytes, chunk.chunk.bytes + chunk.chunk.size);
  }
  WebPDemuxReleaseChunkIterator(&chunk);
  WebPAnimDecoderOptions options{};
  if (WebPAnimDecoderOptionsInit(&options) == 0) return {};
  const std::unique_ptr<WebPAnimDecoder, void (*)(WebPAnimDecoder*)> decoder(
      WebPAnimDecoderNew(&data, &options), WebPAnimDecoderDelete);
  WebPAnimInfo info{};
  std::uint8_t* pixels = nullptr;  // the decoder's
  int time_ms = 0;
  if (!decoder || WebPAnimDecoderGetInfo(decoder.get(), &info) == 0 ||
      WebPAnimDecoderGetNext(decoder.get(), &pixels, &time_ms) == 0) {
    return {};
  }
  DecodedPicture picture = make_picture(info.canvas_width, info.canvas_height);
  std::copy_n(pixels, picture.rgba.size(), picture.rgba.begin());
  return picture;
}

DecodedPicture decode_with_stb(Bytes bytes) {
  int width = 0;
  int height = 0;
  int channels = 0;
  const std::unique_ptr<stbi_uc, void (*)(void*)> rgba(
      stbi_load_from_memory(bytes.data(), static_cast<int>(bytes.size()), &width, &height,
                            &channels, 4),
      stbi_image_free);
  if (!rgba || width < 1 || height < 1) return {};
  DecodedPicture picture =
      make_picture(static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height));
  std::copy_n(rgba.get(), picture.rgba.size(), picture.rgba.begin());
  return picture;
}

/// Whether the first frame of a GIF is complete (GIF89a, appendix B); stb_image fills what is
/// missing.
bool has_whole_frame(Bytes gif) {
  constexpr std::size_t kHeader = 13;
  const auto table_bytes = [](int flags) {
    return (flags & 0x80) != 0 ? std::size_t{3} << ((flags & 7) + 1) : std::size_t{0};
  };
  if (gif.size() < kHeader) return false;
  std::size_t at = kHeader + table_bytes(gif[10]);
  while (at + 10 < gif.size()) {
    const bool is_frame = gif[at] == 0x2c;
    if (!is_frame && gif[at] != 0x21) return false;
    at += is_frame ? 11 + table_bytes(gif[at + 9]) : 2;
    while (at < gif.size() && gif[at] != 0) at += std::size_t{1} + gif[at];
    if (is_frame) return at < gif.size();
    ++at;
  }
  return false;
}

/// Whether the rows of an uncompressed BMP are all there.
bool has_all_rows(Bytes bmp, int width, int height) {
  const auto number = [&](std::size_t at, std::size_t count) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < count && at + i < bmp.size(); ++i) {
      value |= static_cast<std::size_t>(bmp[at + i]) << 8 * i;
    }
    return value;
  };
  const bool is_old = number(14, 4) == 12;
  const std::size_t bits = number(is_old ? 24 : 28, 2);
  const bool is_compressed = !is_old && number(30, 4) != 0;
  const std::size_t row = (static_cast<std::size_t>(width) * bits + 31) / 32 * 4;
  return is_compressed || number(10, 4) + row * static_cast<std::size_t>(height) <= bmp.size();
}

/// A canvas keeps colours multiplied by their alpha as bytes; what comes out of it is rounded so.
/// @param rounding  127 where the product is rounded, 0 where it is cut, as libwebp does.
void round_as_canvas(std::vector<std::uint8_t>& rgba, int rounding) {
  for (std::size_t i = 0; i < rgba.size(); i += 4) {
    const int alpha = rgba[i + 3];
    if (alpha == 255) continue;
    for (std::size_t c = i; c < i + 3; ++c) {
      const int product = (rgba[c] * alpha + rounding) / 255;
      // In single precision and in this order: a half goes up or down as in a browser.
      const float share = static_cast<float>(product) * (1.0F / 255.0F);
      const float inverse = 1.0F / (static_cast<float>(alpha) * (1.0F / 255.0F));
      rgba[c] = alpha == 0 ? std::uint8_t{0}
                           : static_cast<std::uint8_t>(std::lrint(share * inverse * 255.0F));
    }
  }
}

}  // namespace

int exif_orientation(Bytes tiff) {
  if (tiff.size() < 8) return 1;
  const bool is_little = tiff[0] == 'I';
  if ((tiff[0] != 'I' && tiff[0] != 'M') || tiff[1] != tiff[0]) return 1;
  const auto number = [&](std::size_t at, std::size_t count) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (at + i >= tiff.size()) return std::size_t{0};
      const std::size_t shift = 8 * (is_little ? i : count - 1 - i);
      value |= static_cast<std::size_t>(tiff[at + i]) << shift;
    }
    return value;
  };
  const std::size_t directory = number(4, 4);
  const std::size_t count = number(directory, 2);
  for (std::size_t i = 0; i < count && directory + 2 + 12 * (i + 1) <= tiff.size(); ++i) {
    const std::size_t entry = directory + 2 + 12 * i;
    constexpr std::size_t kShort = 3;
    if (number(entry, 2) != 0x0112 || number(entry + 2, 2) != kShort) continue;
    const std::size_t orientation = number(entry + 8, 2);
    return orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : 1;
  }
  return 1;
}

void turn_upright(DecodedPicture& picture, int orientation) {
  if (orientation <= 1 || orientation > 8) return;
  const bool is_on_side = orientation >= 5;
  const bool is_mirrored =
      orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool is_upside_down =
      orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  // The pixel (x, y) of the upright picture is stored at (u, v).
  DecodedPicture upright{.width = is_on_side ? picture.height : picture.width,
                         .height = is_on_side ? picture.width : picture.height};
  upright.rgba.resize(picture.rgba.size());
  std::uint8_t* to = upright.rgba.data();
  for (int y = 0; y < upright.height; ++y) {
    for (int x = 0; x < upright.width; ++x, to += 4) {
      int u = is_on_side ? y : x;
      int v = is_on_side ? x : y;
      if (is_mirrored) u = picture.width - 1 - u;
      if (is_upside_down) v = picture.height - 1 - v;
      std::memcpy(to,
                  picture.rgba.data() +
                      4 * (static_cast<std::size_t>(v) * static_cast<std::size_t>(picture.width) +
                           static_cast<std::size_t>(u)),
                  4);
    }
  }
  picture = std::move(upright);
}

DecodedPicture decode_picture(Bytes bytes, PictureKind kind) {
  Extras extras;
  DecodedPicture picture;
  switch (kind) {
    case PictureKind::jpeg: picture = decode_jpeg(bytes, extras); break;
    case PictureKind::png: picture = decode_png(bytes, extras); break;
    case PictureKind::webp: picture = decode_webp(bytes, extras); break;
    case PictureKind::gif:
      if (has_whole_frame(bytes)) picture = decode_with_stb(bytes);
      break;
    case PictureKind::bmp:
      picture = decode_with_stb(bytes);
      if (!has_all_rows(bytes, picture.width, picture.height)) return {};
      break;
    case PictureKind::avif:
    case PictureKind::heic: break;
  }
  // Browsers multiply when they decode, and again when they have converted the colours.
  constexpr int kHalf = 127;
  round_as_canvas(picture.rgba, kind == PictureKind::webp ? 0 : kHalf);
  if (to_srgb(picture.rgba, extras.colours)) round_as_canvas(picture.rgba, kHalf);
  turn_upright(picture, extras.orientation);
  return picture;
}

}  // namespace purr::shell
