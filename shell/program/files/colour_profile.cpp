#include "shell/program/files/colour_profile.h"

#include <lcms2.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <type_traits>

namespace purr::shell {
namespace {

struct CloseProfile {
  void operator()(void* profile) const { cmsCloseProfile(profile); }
};
using Profile = std::unique_ptr<void, CloseProfile>;

/// libpng's limit of what is a difference to 1/2.2 at all.
bool is_usual_gamma(double gamma) { return std::fabs(gamma * 2.2 - 1.0) < 0.05; }

/// The curve of IEC 61966-2-1, by the rounded constants that browsers use (Skia's skcms).
double srgb_encoded(double light) {
  return light <= 0.0031308 ? 12.92 * light : std::pow(1.137283325 * light, 1.0 / 2.4) - 0.055;
}

void apply_gamma(std::span<std::uint8_t> rgba, double gamma) {
  std::array<std::uint8_t, 256> table{};
  for (int i = 0; i < 256; ++i) {
    const double light = std::pow(i / 255.0, 1.0 / gamma);
    table[static_cast<std::size_t>(i)] =
        static_cast<std::uint8_t>(std::lround(255.0 * std::clamp(srgb_encoded(light), 0.0, 1.0)));
  }
  for (std::size_t i = 0; i < rgba.size(); ++i) {
    if (i % 4 != 3) rgba[i] = table[rgba[i]];
  }
}

Profile profile_of_primaries(const std::array<double, 8>& p, double gamma) {
  const cmsCIExyY white{p[0], p[1], 1.0};
  const cmsCIExyYTRIPLE primaries{{p[2], p[3], 1.0}, {p[4], p[5], 1.0}, {p[6], p[7], 1.0}};
  cmsToneCurve* curve = cmsBuildGamma(nullptr, 1.0 / gamma);
  if (curve == nullptr) return nullptr;
  std::array<cmsToneCurve*, 3> curves{curve, curve, curve};
  Profile profile(cmsCreateRGBProfile(&white, &primaries, curves.data()));
  cmsFreeToneCurve(curve);
  return profile;
}

bool apply_profile(std::span<std::uint8_t> rgba, void* from) {
  if (from == nullptr || cmsGetColorSpace(from) != cmsSigRgbData) return false;
  const Profile srgb(cmsCreate_sRGBProfile());
  const std::unique_ptr<std::remove_pointer_t<cmsHTRANSFORM>, void (*)(cmsHTRANSFORM)> transform(
      cmsCreateTransform(from, TYPE_RGBA_8, srgb.get(), TYPE_RGBA_8, INTENT_PERCEPTUAL,
                         cmsFLAGS_COPY_ALPHA),
      cmsDeleteTransform);
  if (!transform) return false;
  cmsDoTransform(transform.get(), rgba.data(), rgba.data(),
                 static_cast<cmsUInt32Number>(rgba.size() / 4));
  return true;
}

}  // namespace

bool to_srgb(std::span<std::uint8_t> rgba, const ColourSpace& space) {
  if (!space.icc.empty()) {
    const Profile profile(
        cmsOpenProfileFromMem(space.icc.data(), static_cast<cmsUInt32Number>(space.icc.size())));
    return apply_profile(rgba, profile.get());
  }
  if (!(space.gamma > 0.0)) return false;
  if (space.primaries) {
    return apply_profile(rgba, profile_of_primaries(*space.primaries, space.gamma).get());
  }
  if (is_usual_gamma(space.gamma)) return false;
  apply_gamma(rgba, space.gamma);
  return true;
}

}  // namespace purr::shell
