#include "shell/panels/network_layout.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "shell/panels/logistic_layout.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using Catch::Matchers::WithinAbs;

constexpr Rect kInner{100.0F, 50.0F, 740.0F, 300.0F};

NetworkContent content_of(std::vector<int> hidden, bool has_pictures) {
  return {.hidden = std::move(hidden), .has_pictures = has_pictures, .min_control_width = 80};
}

bool is_inside(const Rect& inner, const Rect& outer) {
  constexpr float kSlack = 1e-2F;
  return inner.x >= outer.x - kSlack && inner.right() <= outer.right() + kSlack &&
         inner.y >= outer.y - kSlack && inner.bottom() <= outer.bottom() + kSlack;
}

}  // namespace

TEST_CASE("the columns of the network fill the width from the input to the output",
          "[panels][unit]") {
  const int hidden_count = GENERATE(0, 1, 3, 12);
  const bool has_pictures = GENERATE(false, true);
  const float width = GENERATE(334.0F, 660.0F, 1100.0F);
  const bool is_compact = GENERATE(false, true);
  NetworkContent content =
      content_of(std::vector<int>(static_cast<std::size_t>(hidden_count), 7), has_pictures);
  content.is_compact = is_compact;
  const NetworkLayout layout = network_layout({100, 50, width, 300}, content);
  const bool begins_right = is_compact ? layout.columns.front().layer == 1
                                       : layout.columns.front().kind == ColumnKind::input;
  CHECK(begins_right);
  CHECK(layout.columns.back().kind == ColumnKind::output);
  if (is_compact && hidden_count == 0) return;
  float x = 100;
  for (const NetworkColumn& column : layout.columns) {
    CHECK_THAT(column.x, WithinAbs(x, 1e-2));
    CHECK(column.width > 0.0F);
    x += column.width;
  }
  CHECK_THAT(x, WithinAbs(100 + width, 1e-2));
  REQUIRE(layout.layer_columns().size() == static_cast<std::size_t>(hidden_count) + 1);
  for (int l = 1; l <= hidden_count + 1; ++l) {
    CHECK(layout.layer_columns()[static_cast<std::size_t>(l - 1)].layer == l);
  }
}

TEST_CASE("the settings of the layers stand below them where height and width allow it",
          "[panels][unit]") {
  CHECK(network_layout({0, 0, 1100, 470}, content_of({20, 7, 5}, true)).has_controls);
  CHECK(network_layout(kInner, content_of({4, 3}, true)).has_controls);
  CHECK_FALSE(network_layout({0, 0, 1100, 180}, content_of({20, 7, 5}, true)).has_controls);
  CHECK_FALSE(
      network_layout({0, 0, 660, 470}, content_of(std::vector<int>(10, 5), true)).has_controls);
  NetworkContent compact = content_of({4}, true);
  compact.is_compact = true;
  CHECK_FALSE(network_layout({0, 0, 1100, 470}, compact).has_controls);
}

TEST_CASE("the body keeps its least height in a low card", "[panels][unit]") {
  const NetworkLayout layout = network_layout({0, 0, 740, 80}, content_of({4, 3}, true));
  CHECK(layout.body.height == 60.0F);
  const NetworkLayout high = network_layout({0, 0, 740, 480}, content_of({4, 3}, true));
  CHECK_THAT(high.bottom, WithinAbs(480, 1e-2));
  CHECK(high.foot > high.body.bottom());
}

TEST_CASE("the units of a wide card are as large as the drawing asks", "[panels][unit]") {
  // The card of 1130 × 538 points at 1440 × 900, with a sentence above the drawing.
  const NetworkLayout layout = network_layout({0, 0, 1102, 470}, content_of({20, 7, 5}, true));
  const UnitGrid first = unit_grid(20, units_box(layout, layout.columns[1]), true);
  CHECK(first.shown == 20);
  CHECK(first.columns == 4);
  CHECK(first.side >= 56.0F);
  const Rect picture = picture_place(layout, layout.columns[0]);
  CHECK(picture.width >= 150.0F);
}

TEST_CASE("five pictures stand in a row of a phone, with the network beside them",
          "[panels][unit]") {
  NetworkContent content = content_of({20, 7, 5}, true);
  content.is_compact = true;
  const NetworkLayout layout = network_layout({0, 0, 334, 200}, content);
  const UnitGrid first = unit_grid(20, units_box(layout, layout.columns[0]), true);
  CHECK(first.shown == 20);
  CHECK(first.columns == 5);
  CHECK(first.side >= 22.0F);
  for (const NetworkColumn& column : layout.columns) {
    if (column.layer < 2 || column.kind == ColumnKind::output) continue;
    CHECK(unit_grid(7, units_box(layout, column), false).columns == 1);
  }
}

TEST_CASE("picture and bar stay in their columns and in the body", "[panels][unit]") {
  const float height = GENERATE(80.0F, 150.0F, 300.0F, 700.0F);
  const float width = GENERATE(360.0F, 740.0F, 1400.0F);
  const NetworkLayout layout = network_layout({0, 0, width, height}, content_of({4, 3, 2}, true));
  const auto place = [&](const NetworkColumn& column) {
    return Rect{column.x, layout.body.y, column.width, layout.body.height};
  };
  CHECK(is_inside(picture_place(layout, layout.columns[0]), place(layout.columns[0])));
  CHECK(is_inside(output_bar(layout, layout.columns.back()), place(layout.columns.back())));
}

TEST_CASE("the line of logistic regression runs from left to right without overlaps",
          "[panels][unit]") {
  const float width = GENERATE(560.0F, 660.0F, 740.0F, 900.0F, 1102.0F, 1400.0F);
  const float height = GENERATE(230.0F, 300.0F, 470.0F);
  const LogisticLayout at = logistic_layout({10, 20, width, height}, 1.0F, 34, 30);
  REQUIRE_FALSE(at.is_stacked);
  std::vector<Rect> parts{at.picture};
  if (at.has_columns) {
    parts.push_back(at.planes[0]);
    parts.push_back(at.x);
  }
  parts.push_back(at.weights);
  parts.push_back(at.products);
  if (at.has_columns) parts.push_back(at.cells);
  parts.push_back({at.sum.x - at.radius, at.sum.y, 2 * at.radius, 1});
  parts.push_back({at.sigma.x - at.radius, at.sigma.y, 2 * at.radius, 1});
  parts.push_back(at.bar);
  CAPTURE(width, height, at.has_columns);
  CHECK(at.picture.x >= 10.0F);
  for (std::size_t k = 1; k < parts.size(); ++k) CHECK(parts[k].x > parts[k - 1].right() + 4);
  CHECK(at.bar.right() + 60 < 10 + width);
  CHECK(at.has_columns == (width >= 860.0F && height > 200.0F));
  for (const Rect& part : parts) {
    CHECK(part.y >= 19.9F);
    CHECK(part.bottom() <= at.captions);
  }
  CHECK(at.strip.y >= at.captions + 34);
}

TEST_CASE("a narrow drawing of logistic regression has two lines", "[panels][unit]") {
  const LogisticLayout at = logistic_layout({0, 0, 334, 230}, 1.0F, 34, 46);
  CHECK(at.is_stacked);
  CHECK(at.sum.y - at.radius >= at.captions);
  CHECK(at.products.right() <= 334.0F);
  CHECK(at.bar.bottom() <= at.strip.y + 0.1F);
}

}  // namespace purr::shell
