#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "shell/panels/panels.h"

namespace purr::shell {
namespace {

/// The examples of the sheet: all of one set, or its mistakes.
std::vector<int> sheet_examples(const Workbench& bench, bool of_test) {
  const RunView& run = bench.run;
  if (bench.screen.sheet_is_wrong_only) {
    std::vector<int> wrong = worst_mistakes(run, of_test);
    if (!wrong.empty()) return wrong;
  }
  std::vector<int> all(static_cast<std::size_t>(run.count(of_test)));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
  return all;
}

/// Pictures with their labels in a grid that scrolls; only what is seen is drawn. One control for
/// all of it: the number of the chosen picture.
void contact_sheet(Workbench& bench, float height) {
  const bool of_test = bench.screen.sheet_is_test && bench.run.count(true) > 0;
  const std::vector<int> examples = sheet_examples(bench, of_test);
  const float gap = theme().touch ? 6.0F : 4.0F;
  const float width = ImGui::GetContentRegionAvail().x;
  const int columns =
      std::max(4, static_cast<int>((width + gap) / (theme().touch ? 46.0F : 37.0F)));
  const float side = (width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const int rows = (static_cast<int>(examples.size()) + columns - 1) / columns;

  begin_scroll("sheet", {width, height});
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float inner = ImGui::GetContentRegionAvail().x;
  const float cell = side + gap;
  const ImVec2 size{std::max(1.0F, inner), std::max(1.0F, cell * static_cast<float>(rows) - gap)};
  const bool pressed = ImGui::InvisibleButton("##pictures", size);
  const bool hovered = ImGui::IsItemHovered();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto at = [&](ImVec2 point) {
    const int column = static_cast<int>((point.x - origin.x) / cell);
    const int row = static_cast<int>((point.y - origin.y) / cell);
    const int i = row * columns + column;
    return column >= 0 && column < columns && row >= 0 && i < static_cast<int>(examples.size())
               ? i
               : -1;
  };
  const int under = hovered ? at(mouse) : -1;
  if (pressed && under >= 0)
    choose_example(bench, of_test, examples[static_cast<std::size_t>(under)]);

  // Keyboard and mirror: the chosen picture as a number.
  const int count = bench.run.count(of_test);
  const int chosen = chosen_is_test(bench) == of_test ? chosen_example(bench) : -1;
  registry().add({.id = "picture",
                  .role = Role::spinbutton,
                  .label = std::string(tr(Text::picture_number)),
                  .value = std::to_string(chosen),
                  .min = 0,
                  .max = static_cast<double>(std::max(0, count - 1)),
                  .step = 1,
                  .now = static_cast<double>(std::max(0, chosen)),
                  .x = origin.x,
                  .y = origin.y,
                  .width = size.x,
                  .height = std::min(size.y, height)});
  if (const auto request = registry().take(registry().full_id("picture"))) {
    const auto value = parse_number(request->value, true);
    if (value && request->action == "set") {
      choose_example(bench, of_test,
                     std::clamp(static_cast<int>(*value), 0, std::max(0, count - 1)));
    } else if (value && request->action == "step") {
      choose_example(
          bench, of_test,
          std::clamp(std::max(0, chosen) + static_cast<int>(*value), 0, std::max(0, count - 1)));
    }
  }

  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 clip_min = list->GetClipRectMin();
  const ImVec2 clip_max = list->GetClipRectMax();
  const int first_row = std::max(0, static_cast<int>((clip_min.y - origin.y) / cell));
  const int last_row = std::min(rows - 1, static_cast<int>((clip_max.y - origin.y) / cell));
  for (int row = first_row; row <= last_row; ++row) {
    for (int column = 0; column < columns; ++column) {
      const int i = row * columns + column;
      if (i >= static_cast<int>(examples.size())) break;
      const int example = examples[static_cast<std::size_t>(i)];
      const Rect place{origin.x + cell * static_cast<float>(column),
                       origin.y + cell * static_cast<float>(row), side, side};
      const TileRef tile = bench.screen.pictures.get(bench.run, of_test, example);
      if (!tile.ok) {
        list->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()}, theme().soft, 7);
        continue;
      }
      draw_tile(list, place,
                {.texture = tile.texture,
                 .uv0 = tile.uv0,
                 .uv1 = tile.uv1,
                 .size = {side, side},
                 .truth = bench.run.label(of_test, example) != 0 ? TileClass::cat : TileClass::none,
                 .wrong = bench.run.is_wrong(of_test, example),
                 .chosen = example == chosen});
      if (i == under) {
        list->AddRect({place.x, place.y}, {place.right(), place.bottom()}, theme().accent, 7, 0, 2);
      }
    }
  }
  if (under >= 0) {
    const int example = examples[static_cast<std::size_t>(under)];
    const float y = bench.run.y_hat(of_test, example);
    const std::string kind = class_word(bench.run, bench.run.label(of_test, example) != 0);
    hint_last_item(
        y < 0.0F ? tr(Text::picture_hint, {std::to_string(example), kind})
                 : tr(Text::picture_hint_predicted, {std::to_string(example), kind, fixed(y, 2)}));
  }
  end_scroll();
}

/// Points of the plane over what the network says of it.
void scatter(Workbench& bench, float height) {
  const RunView& run = bench.run;
  const float width = ImGui::GetContentRegionAvail().x;
  const float side = std::min(width, height);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const Rect place{origin.x + (width - side) / 2, origin.y, side, side};
  ImGui::Dummy({width, side});
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 low{place.x, place.y};
  const ImVec2 high{place.right(), place.bottom()};
  list->AddRectFilled(low, high, theme().soft, 10);
  const TileRef boundary = bench.screen.boundary.get(run);
  if (boundary.ok) {
    list->AddImageRounded(boundary.texture, low, high, boundary.uv0, boundary.uv1, IM_COL32_WHITE,
                          10);
  }
  const BoundaryUpdate& grid = run.boundary;
  if (grid.side == 0) return;
  list->PushClipRect(low, high, true);
  const double x_scale = side / static_cast<double>(grid.x_max - grid.x_min);
  const double y_scale = side / static_cast<double>(grid.y_max - grid.y_min);
  const auto to_screen = [&](double x, double y) {
    return ImVec2{
        place.x + static_cast<float>((x - static_cast<double>(grid.x_min)) * x_scale),
        place.bottom() - static_cast<float>((y - static_cast<double>(grid.y_min)) * y_scale)};
  };
  const bool of_test = bench.screen.sheet_is_test && run.count(true) > 0;
  const std::vector<double>& points = of_test ? run.data.test_points : run.data.train_points;
  const float radius = points.size() > 1200 ? 1.8F : 2.6F;
  const int chosen = chosen_is_test(bench) == of_test ? chosen_example(bench) : -1;
  int nearest = -1;
  float nearest_distance = 12.0F * 12.0F;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(low, high);
  for (int i = 0; i < static_cast<int>(points.size() / 2); ++i) {
    const auto index = static_cast<std::size_t>(i);
    const ImVec2 at = to_screen(points[2 * index], points[2 * index + 1]);
    const bool is_one = run.label(of_test, i) != 0;
    list->AddCircleFilled(at, radius + 0.8F, theme().card);
    list->AddCircleFilled(at, radius, is_one ? theme().cat : theme().non);
    if (i == chosen) list->AddCircle(at, radius + 3.0F, theme().ink, 0, 1.5F);
    const float dx = at.x - mouse.x;
    const float dy = at.y - mouse.y;
    if (hovered && dx * dx + dy * dy < nearest_distance) {
      nearest_distance = dx * dx + dy * dy;
      nearest = i;
    }
  }
  if (nearest >= 0) {
    const auto index = static_cast<std::size_t>(nearest);
    list->AddCircle(to_screen(points[2 * index], points[2 * index + 1]), radius + 3.0F,
                    theme().accent, 0, 1.5F);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) choose_example(bench, of_test, nearest);
  }
  list->PopClipRect();
}

/// The numbers under the pictures: how many of each class, how many mistakes, which set.
void legend(Workbench& bench) {
  const RunView& run = bench.run;
  const bool of_test = bench.screen.sheet_is_test && run.count(true) > 0;
  int ones = 0;
  for (int i = 0; i < run.count(of_test); ++i) ones += run.label(of_test, i) != 0 ? 1 : 0;
  const int others = run.count(of_test) - ones;
  swatch(class_word(run, true) + " " + number(ones, 0), theme().cat);
  ImGui::SameLine(0, 10);
  swatch(class_word(run, false) + " " + number(others, 0),
         run.is_points() ? theme().non : theme().line);
  ImGui::SameLine(0, 10);
  const int wrong = run.wrong_count(of_test);
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  text(tr(Text::wrong_count, {number(wrong, 0)}), dim);
  if (run.count(true) > 0) {
    const std::string_view other = tr(of_test ? Text::show_train : Text::show_test);
    const ImVec2 line = ImGui::GetItemRectMin();
    const float middle = (ImGui::GetItemRectMin().y + ImGui::GetItemRectMax().y) / 2;
    ImGui::SameLine(0, 0);
    const float free = ImGui::GetContentRegionAvail().x -
                       measure(other, {.size = theme().title_size, .weight = Weight::semibold}).x -
                       2;
    if (free >= 8.0F) {
      // On the line of the numbers, whatever the height of a link is.
      const float height = theme().touch ? 40.0F : std::round(measure(other).y * 1.5F) + 4.0F;
      const ImVec2 at = ImGui::GetCursorScreenPos();
      ImGui::SetCursorScreenPos({at.x + free, std::max(middle - height / 2, line.y - height / 2)});
    } else {
      ImGui::NewLine();
    }
    if (link("other_set", other, tr(Text::other_set_hint), theme().title_size)) {
      bench.screen.sheet_is_test = !of_test;
      bench.screen.sheet_is_wrong_only = false;
    }
  }
}

/// What stands where the course's pictures will be.
void course_invitation(Workbench& bench, float height) {
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + height}, theme().soft, 10);
  begin_region({at.x + 16, at.y + 16, width - 32, height - 32}, true);
  const bool is_csv = bench.settings.data.source == DataSource::csv;
  text(tr(is_csv ? Text::csv_title : Text::course_title), strong_text());
  space(4);
  TextStyle dim = dim_text();
  dim.colour = theme().dim_soft;
  paragraph(tr(is_csv ? Text::csv_words : Text::course_words), dim);
  space(8);
  if (button("pick", tr(Text::pick_files), {.kind = ButtonKind::primary, .icon = Icon::upload})) {
    bench.asked.pick_files = true;
  }
  end_region();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, height});
}

void source_tabs(Workbench& bench) {
  const DataSource source = bench.settings.data.source;
  int kind = source == DataSource::drawn ? 0 : source == DataSource::course ? 1 : 2;
  const std::array<Choice, 3> kinds{{
      {.label = tr(Text::source_drawn), .id = "drawn", .hint = tr(Text::source_drawn_hint)},
      {.label = tr(Text::source_course), .id = "course", .hint = tr(Text::source_course_hint)},
      {.label = tr(Text::source_planar), .id = "planar", .hint = tr(Text::source_planar_hint)},
  }};
  if (segmented("source", tr(Text::data), kinds, kind)) {
    constexpr std::array kFirst{DataSource::drawn, DataSource::course, DataSource::flower};
    choose_source(bench, kFirst[static_cast<std::size_t>(kind)]);
  }
}

}  // namespace

void draw_data_card(Workbench& bench, const Rect* place) {
  const RunView& run = bench.run;
  const bool is_phone = bench.screen.layout == Layout::phone;
  if (begin_card("data",
                 {.title = tr(Text::data), .link = tr(Text::source_link), .place = place})) {
    bench.screen.help_is_open = true;
  }
  source_tabs(bench);
  space(6);
  const bool planar = !is_pictures(bench.settings.data.source);
  const float sheet_height = is_phone ? 260.0F : planar ? 252.0F : 236.0F;
  const bool is_missing =
      run.status.phase == Phase::waiting && is_brought(bench.settings.data.source);
  if (planar) {
    constexpr std::array kPlanar{DataSource::flower, DataSource::circles, DataSource::moons,
                                 DataSource::csv};
    std::array<Choice, 4> choices;
    int chosen = 0;
    for (std::size_t i = 0; i < kPlanar.size(); ++i) {
      choices[i] = {.label = source_name(kPlanar[i])};
      if (kPlanar[i] == bench.settings.data.source) chosen = static_cast<int>(i);
    }
    if (chooser("planar", tr(Text::planar_set), choices, chosen)) {
      choose_source(bench, kPlanar[static_cast<std::size_t>(chosen)]);
    }
    space(4);
  }
  if (is_missing) {
    course_invitation(bench, planar ? 190.0F : sheet_height);
  } else if (planar) {
    scatter(bench, sheet_height);
    space(6);
    legend(bench);
  } else {
    contact_sheet(bench, sheet_height);
    space(6);
    legend(bench);
  }
  space(2);

  DataSpec& data = bench.settings.data;
  const DataSpec usual = usual_data(data.source);
  if (is_brought(data.source)) {
    // A file's own size: 0 asks for all of it.
    const int there = std::max({run.status.m, data.m, 1});
    const NamedValue all[] = {{0.0, tr(Text::all)}};
    slider("m", tr(planar ? Text::points_m : Text::pictures_m), data.m,
           {.min = 0,
            .max = static_cast<double>(std::max(there, 209)),
            .usual = 0,
            .integer = true,
            .names = all,
            .hint = tr(Text::m_hint)});
  } else {
    slider("m", tr(planar ? Text::points_m : Text::pictures_m), data.m,
           {.min = planar ? 20.0 : 10.0,
            .max = 2000,
            .usual = static_cast<double>(usual.m),
            .scale = Scale::logarithmic,
            .integer = true,
            .hint = tr(Text::m_hint)});
    slider("m_test", tr(Text::test_set), data.m_test,
           {.min = 10,
            .max = 2000,
            .usual = static_cast<double>(usual.m_test),
            .scale = Scale::logarithmic_zero,
            .integer = true,
            .hint = tr(Text::m_test_hint)});
  }
  if (planar && !is_brought(data.source)) {
    slider("noise", tr(Text::noise), data.noise,
           {.min = 0, .max = 1, .usual = usual.noise, .hint = tr(Text::noise_hint)});
  }
  end_card();
}

}  // namespace purr::shell
