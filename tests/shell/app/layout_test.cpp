// Words are whole at every size of the screen and of the words, in both languages: nothing is cut,
// nothing sticks out, nothing lies over anything else.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "shell/theme/theme.h"
#include "tests/shell/app/headless_app.h"
#include "tests/shell/app/screens.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

/// How far two rectangles reach into each other.
float across(const Rect& a, const Rect& b) {
  return std::min(a.right(), b.right()) - std::max(a.x, b.x);
}
float down(const Rect& a, const Rect& b) {
  return std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
}

/// More than a sliver of the words is inside their clip.
bool is_seen(const SeenText& text) { return down(text.box, text.clip) > 0.5F * text.box.height; }

std::string place_of(const SeenText& text) {
  const auto whole = [](float length) { return std::to_string(std::lround(length)); };
  return "“" + text.words + "” at " + whole(text.box.x) + ", " + whole(text.box.y) + ", " +
         whole(text.box.width) + " × " + whole(text.box.height);
}

/// What is wrong with the words on the screen.
std::vector<std::string> text_faults(HeadlessApp& app, bool may_be_cut) {
  app.frame(2);  // the words that are read are those of a whole frame, the one before
  std::vector<std::string> faults;
  std::vector<const SeenText*> seen;
  for (const SeenText& text : seen_texts()) {
    if (text.words.find_first_not_of(' ') == std::string::npos) continue;
    const Rect& box = text.box;
    const Rect& clip = text.clip;
    const bool is_within = across(box, clip) > 0 && down(box, clip) > 0;
    if (text.scrolls && !is_within) continue;  // scrolled away
    if (text.is_cut && !may_be_cut) faults.push_back(place_of(text) + " is cut");
    if (box.x < clip.x - 1.5F || box.right() > clip.right() + 1.5F) {
      faults.push_back(place_of(text) + " sticks out of " + std::to_string(std::lround(clip.x)) +
                       " to " + std::to_string(std::lround(clip.right())));
    }
    // A line of letters is as high as its size, but what is seen of it is less.
    const float slack = 0.2F * box.height;
    if (!text.scrolls && (box.y < clip.y - slack || box.bottom() > clip.bottom() + slack)) {
      faults.push_back(place_of(text) + " sticks out above or below");
    }
    seen.push_back(&text);
  }
  if (seen.size() < 10) faults.push_back("only " + std::to_string(seen.size()) + " texts are seen");
  for (std::size_t i = 0; i < seen.size(); ++i) {
    for (std::size_t j = i + 1; j < seen.size(); ++j) {
      const SeenText& one = *seen[i];
      const SeenText& other = *seen[j];
      if (one.layer != other.layer || !is_seen(one) || !is_seen(other)) continue;
      const float height = std::min(one.box.height, other.box.height);
      if (across(one.box, other.box) > 2 && down(one.box, other.box) > 0.35F * height) {
        faults.push_back(place_of(one) + " lies over " + place_of(other));
      }
    }
  }
  return faults;
}

struct Size {
  const char* name;
  Surface surface;
  std::vector<const char*> scales;
};

Surface tall(Surface surface) {
  surface.height = 3200;
  return surface;
}

}  // namespace

TEST_CASE("words are whole in every panel, size, language and scale", "[shell][panels]") {
  // The tall ones show at once what the others scroll to. Larger words make a wide one a middle
  // one, which stands here by itself.
  const auto [name, surface, scales] = GENERATE(
      Size{"1440×900", wide_surface(), {"1", "2"}}, Size{"1440×3200", tall(wide_surface()), {"1"}},
      Size{"1024×768", middle_surface(), {"1", "2"}},
      Size{"1024×3200", tall(middle_surface()), {"1"}},
      Size{"390×844", phone_surface(), {"1", "1.5", "2"}},
      Size{"390×3200", tall(phone_surface()), {"1", "2"}},
      Size{"320×640", surface_of(320, 640), {"1"}},
      Size{"3840×2160", surface_of(3840, 2160), {"1", "2"}});
  // No screen is laid out for less than 360 points: below that a label may end in ….
  const bool may_be_cut = surface.width < 360.0F;
  std::vector<std::string> faults;
  for (const ScreenCase& screen : screen_cases(surface)) {
    const auto app = open_case(screen);
    for (const char* scale : scales) {
      for (const char* language : {"en", "zh"}) {
        app->app().set("text_scale", scale);
        app->app().set("lang", language);
        app->settle();
        for (const std::string& fault : text_faults(*app, may_be_cut)) {
          faults.push_back(screen.name + ", " + language + ", " + scale + ": " + fault);
        }
      }
    }
  }
  std::string all;
  for (const std::string& fault : faults) all += fault + "\n";
  INFO(name << "\n" << all);
  CHECK(faults.empty());
}

}  // namespace purr::shell::test
