#include "shell/panels/my_pictures_panel.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/core/printable.h"
#include "engine/data/split.h"
#include "shell/panels/examples.h"
#include "shell/panels/setting_slider.h"
#include "shell/view/my_pictures.h"

namespace purr::shell {
namespace {

void reading(Workbench& bench) {
  const MyPictures& mine = bench.mine;
  const double part = static_cast<double>(mine.done) / std::max(1, mine.total);
  progress("reading", tr(Text::reading_files), part,
           tr(Text::pictures_read, {number(mine.done, 0), number(mine.total, 0)}));
  space(4);
  if (button("cancel", tr(Text::cancel), {.kind = ButtonKind::outline})) {
    bench.requests.host.emplace_back(CancelPictures{});
  }
}

void load_buttons(Workbench& bench, bool is_first) {
  const float width = ImGui::GetContentRegionAvail().x;
  if (button("add_pictures", tr(Text::add_pictures),
             {.kind = is_first ? ButtonKind::primary : ButtonKind::outline,
              .icon = Icon::upload,
              .width = width,
              .hint = tr(Text::add_pictures_hint)})) {
    bench.requests.host.emplace_back(PickPictures{bench.mine.next_label});
  }
  space(4);
  if (!bench.has_address_bar) return;  // a window takes dropped folders
  const float half = (width - 6) / 2;
  if (button("add_folder", tr(Text::add_folder),
             {.kind = ButtonKind::outline, .width = half, .hint = tr(Text::add_folder_hint)})) {
    bench.requests.host.emplace_back(PickFolder{bench.mine.next_label});
  }
  ImGui::SameLine(0, 6);
  if (button("camera", tr(Text::camera),
             {.kind = ButtonKind::outline, .width = half, .hint = tr(Text::camera_hint)})) {
    bench.requests.host.emplace_back(OpenCamera{});
  }
  space(4);
}

/// The index of a shown example among the user's pictures; −1 if it is none of them.
int index_of_example(const Workbench& bench, bool of_test, int example) {
  const MyPictures& mine = bench.mine;
  const std::vector<std::uint8_t> labels = mine.labels();
  const DataSpec& spec = bench.run.data.spec;
  const int given_test = mine.given_test_count();
  const Split split =
      given_test > 0 ? split_at_end(static_cast<int>(labels.size()), given_test, spec.data_seed)
                     : split_by_class(labels, spec.test_share, spec.data_seed);
  const std::vector<int>& part = of_test ? split.test : split.train;
  if (example < 0 || example >= static_cast<int>(part.size())) return -1;
  // The trainer has the sorted ones only.
  return mine.sorted()[static_cast<std::size_t>(part[static_cast<std::size_t>(example)])];
}

/// Brings back what was removed last, where there is something.
void restore_link(MyPictures& mine) {
  if (mine.removed_count() == 0) return;
  if (link("restore", tr(Text::mine_restore, {number(mine.removed_count(), 0)}),
           tr(Text::mine_restore_hint), theme().title_size)) {
    mine.restore();
  }
}

}  // namespace

std::string my_class_name(const MyPictures& mine, int label) {
  const std::string& name = mine.class_names()[static_cast<std::size_t>(label)];
  return name.empty() ? std::string(tr(label == 1 ? Text::class_a : Text::class_b)) : name;
}

std::string shown_path(const MyPictures::Picture& picture) {
  constexpr std::size_t kShown = 120;
  return printable(picture.folder.empty() ? picture.name : picture.folder + "/" + picture.name,
                   kShown);
}

void my_pictures_invitation(Workbench& bench, float height) {
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + height}, theme().soft, 10);
  begin_region({at.x + 14, at.y + 14, width - 28, height - 28}, true);
  text(tr(Text::mine_title), strong_text());
  space(4);
  TextStyle dim = dim_text();
  dim.colour = theme().dim_soft;
  paragraph(tr(Text::mine_words), dim);
  space(6);
  if (bench.mine.is_reading()) {
    reading(bench);
  } else if (bench.mine.unsorted_count() > 0) {
    paragraph(tr(Text::mine_unsorted, {number(bench.mine.unsorted_count(), 0)}), dim);
    if (button("sort", tr(Text::sort_open),
               {.kind = ButtonKind::primary, .hint = tr(Text::sort_open_hint)})) {
      bench.navigation.is_sort_open = true;
    }
    space(4);
    load_buttons(bench, false);
  } else {
    load_buttons(bench, true);
    restore_link(bench.mine);
  }
  end_region();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, height});
}

void my_pictures_summary(Workbench& bench) {
  MyPictures& mine = bench.mine;
  if (mine.is_reading()) {
    reading(bench);
    space(4);
    return;
  }
  const int ones = mine.count(1);
  const int zeros = mine.count(0);
  if (ones + zeros == 0) return;  // the invitation says what to do
  paragraph(tr(Text::mine_counts,
               {my_class_name(mine, 1), number(ones, 0), my_class_name(mine, 0), number(zeros, 0)}),
            dim_text());
  const int fewer = std::min(ones, zeros);
  const int all = ones + zeros;
  if (all > 0 && fewer == 0) {
    paragraph(tr(Text::mine_one_class), dim_text());
  } else if (all > 0 && 3 * fewer < all - fewer) {
    paragraph(tr(Text::mine_imbalance, {percent(static_cast<double>(all - fewer) / all, 0)}),
              dim_text());
  }
  if (mine.unsorted_count() > 0) {
    paragraph(tr(Text::mine_unsorted, {number(mine.unsorted_count(), 0)}), dim_text());
  }
  if (link("sort", tr(Text::sort_open), tr(Text::sort_open_hint), theme().title_size)) {
    bench.navigation.is_sort_open = true;
  }
  if (mine.bad_count() > 0) {
    if (link("bad", tr(Text::mine_bad, {number(mine.bad_count(), 0)}), {}, theme().title_size)) {
      bench.navigation.is_data_open = true;
    }
  }
}

void my_pictures_settings(Workbench& bench, MyPicturesState& state) {
  MyPictures& mine = bench.mine;
  text(tr(Text::mine_title), title_text());
  space(2);
  for (const int label : {1, 0}) {
    std::string name = mine.class_names()[static_cast<std::size_t>(label)];
    const Edit edit =
        text_field(label == 1 ? "name_1" : "name_0", tr(label == 1 ? Text::class_a : Text::class_b),
                   name, {.has_label = true, .max_bytes = 40});
    if (edit.released) mine.set_class_name(label, name);
  }
  const std::string one = my_class_name(mine, 1);
  const std::string zero = my_class_name(mine, 0);
  const std::array<Choice, 3> next{{{.label = tr(Text::by_folder), .id = "folder"},
                                    {.label = one, .id = "one"},
                                    {.label = zero, .id = "zero"}}};
  int into = bench.mine.next_label < 0 ? 0 : bench.mine.next_label == 1 ? 1 : 2;
  if (segmented("into", tr(Text::new_ones_are), next, into)) {
    bench.mine.next_label = into == 0 ? -1 : into == 1 ? 1 : 0;
  }
  space(4);
  const std::array<Choice, 3> crops{
      {{.label = tr(Text::crop_middle), .id = "middle", .hint = tr(Text::crop_middle_hint)},
       {.label = tr(Text::crop_whole), .id = "whole", .hint = tr(Text::crop_whole_hint)},
       {.label = tr(Text::crop_border), .id = "border", .hint = tr(Text::crop_border_hint)}}};
  int crop = static_cast<int>(state.crop);
  if (chooser("crop", tr(Text::crop), crops, crop, {.hint = tr(Text::crop_hint)})) {
    state.crop = static_cast<CropMode>(crop);
  }
  load_buttons(bench, false);
  DataSpec& data = bench.settings.data;
  setting_slider(bench.settings, "test_share", tr(Text::test_share), data.test_share,
                 {.hint = tr(Text::test_share_hint)});
  setting_stepper(bench.settings, "data_seed", tr(Text::data_seed), data.data_seed,
                  tr(Text::data_seed_hint));

  const bool of_test = chosen_is_test(bench);
  const bool is_mine = bench.run.data.spec.source == DataSource::mine;
  const int place =
      is_mine && !mine.is_changed ? index_of_example(bench, of_test, chosen_example(bench)) : -1;
  if (place >= 0) {
    const MyPictures::Picture& picture = mine.picture(place);
    paragraph(shown_path(picture), dim_text());
    if (button("other_class", tr(Text::to_other_class, {my_class_name(mine, 1 - picture.label)}),
               {.kind = ButtonKind::outline})) {
      mine.set_label(place, 1 - picture.label);
    } else {
      go_on_beside(measure(tr(Text::remove_picture), strong_text()).x + 24, 6);
      if (button("remove", tr(Text::remove_picture), {.kind = ButtonKind::outline})) {
        mine.remove(place);
      }
    }
  }
  if (mine.count() > 0) {
    space(4);
    if (link("sort", tr(Text::sort_open), tr(Text::sort_open_hint))) {
      bench.navigation.is_sort_open = true;
    }
    go_on_beside(measure(tr(Text::remove_all_pictures)).x + 20, 14);
    if (link("remove_all", tr(Text::remove_all_pictures))) {
      const std::string count = number(mine.count(), 0);
      mine.clear();
      toast(tr(Text::mine_removed, {count}));
    }
  }
  if (mine.bad_count() > 0) {
    space(8);
    text(tr(Text::mine_bad, {number(mine.bad_count(), 0)}), title_text());
    for (const Error& why : mine.bad()) paragraph(describe(why, current_language()), dim_text());
    if (mine.bad_count() > static_cast<int>(mine.bad().size())) text("…", dim_text());
    if (link("forget_bad", tr(Text::forget_bad))) mine.clear_bad();
  }
  space(8);
}

}  // namespace purr::shell
