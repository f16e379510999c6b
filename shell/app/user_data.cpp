// Data that the user supplies and the host reads: the course's files, tables, own pictures.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/io/defaults.h"
#include "shell/app/app_state.h"
#include "shell/panels/settings_edits.h"
#include "shell/theme/strings.h"
#include "shell/view/picture_report.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {

void App::bring(UserData data, const std::vector<Error>& notes) {
  State& s = *state_;
  s.end_first_replay();
  // A run on points in the plane goes on with points, where the table can be them; so does a preset
  // that waits for the course's points.
  const bool wants_points = s.settings.data.source == DataSource::csv ||
                            (!s.settings.preset.empty() &&
                             preset_experiment(s.settings.preset).data.source == DataSource::csv);
  const bool stays_on_points = wants_points && (data.train_points || data.test_points);
  // Test points for it are no table of their own.
  if (stays_on_points && !data.train_points) data.table = nullptr;
  ++s.read_count;
  const bool has_pictures = data.train_pictures || data.test_pictures;
  const bool has_points = data.train_points || data.test_points;
  const bool has_table = data.table != nullptr;
  if (data.glyphs) {
    s.notices.clear_failure();
    s.host.send(Bring{.data = {.glyphs = std::exchange(data.glyphs, nullptr)}});
    s.is_dirty = true;
  }
  if (!has_pictures && !has_points && !has_table) return;
  if (has_pictures) s.bench.has_course_pictures = true;
  s.notices.clear_failure();
  s.notices.tell(notes);
  if (has_table) s.take_table(data.table);
  const std::uint32_t kept_as = s.run.pictures.keep(data);
  s.host.send(Bring{std::move(data), kept_as});
  const DataSource source = has_pictures                    ? DataSource::course
                            : has_table && !stays_on_points ? DataSource::table
                                                            : DataSource::csv;
  if (has_points) s.bench.has_csv_points = true;
  s.train_on_new_data(source);
  s.is_dirty = true;
}

void App::report(const Error& error) {
  if (error.code == Errc::glyphs_unreachable) state_->fetches.glyphs_failed();
  state_->notices.report(error);
  state_->is_dirty = true;
}

void App::add_my_picture(std::string_view name, std::string_view folder, int label,
                         std::span<const std::uint8_t> rgb) {
  MyPictures& mine = state_->bench.mine;
  if (mine.add(name, folder, label, rgb)) {
    ++state_->new_pictures;
    return;
  }
  add_bad_picture(
      {Errc::too_many_pictures, {std::string(name), std::to_string(MyPictures::kMaxCount)}});
}

void App::add_bad_picture(const Error& why) {
  ++state_->new_bad_pictures;
  state_->bench.mine.add_bad(why);
}

void App::my_pictures_progress(int done, int total) {
  state_->bench.mine.done = done;
  state_->bench.mine.total = std::max(1, total);
  state_->is_dirty = true;
}

void App::my_pictures_done() {
  State& s = *state_;
  MyPictures& mine = s.bench.mine;
  mine.done = mine.total = 0;
  s.is_dirty = true;
  const int count = std::exchange(s.new_pictures, 0);
  const int bad = std::exchange(s.new_bad_pictures, 0);
  if (count > 0) mine.arrange(/*by_names=*/false);
  // Loose files: only the user knows which kind each is.
  if (mine.unsorted_count() > 0) s.bench.navigation.is_sort_open = true;
  s.tell_pictures(count, bad);
  s.send_my_pictures();
  nlohmann::json problems = nlohmann::json::array();
  for (const Error& why : mine.bad()) problems.push_back(describe(why, current_language()));
  s.host.emit("pictures", {{"count", mine.count()},
                           {"ones", mine.count(1)},
                           {"unsorted", mine.unsorted_count()},
                           {"bad", mine.bad_count()},
                           {"folders", nlohmann::json::parse(folders_json(mine))},
                           {"problems", std::move(problems)}});
}

/// Says what came of a drop: seen, and heard by a screen reader.
void App::State::tell_pictures(int count, int bad) {
  const MyPictures& mine = bench.mine;
  ++read_count;
  if (count <= 0) {
    // Nothing of it could be used, so its first files are named one by one.
    constexpr int kNamed = 3;
    const int first = std::max(0, static_cast<int>(mine.bad().size()) - bad);
    for (int i = first; i < std::min(first + kNamed, static_cast<int>(mine.bad().size())); ++i) {
      notices.report(mine.bad()[static_cast<std::size_t>(i)]);
    }
    return;
  }
  std::vector<Error> news = picture_notes(mine);
  // The dialog that opens for unsorted pictures says so itself.
  if (bench.navigation.is_sort_open) {
    std::erase_if(news, [](const Error& e) { return e.code == Errc::pictures_unsorted; });
  }
  if (bad > 0 && !mine.bad().empty()) {
    const auto first =
        static_cast<std::size_t>(std::max(0, static_cast<int>(mine.bad().size()) - bad));
    news.push_back(
        {Errc::pictures_left_out,
         {std::to_string(bad),
          describe(mine.bad()[std::min(first, mine.bad().size() - 1)], current_language())}});
  }
  notices.tell(news);
}

std::string App::pictures_json() const { return shell::pictures_json(state_->bench.mine); }

int App::crop_mode() const { return static_cast<int>(state_->panels.data_dialog.my_pictures.crop); }

std::array<std::string, 2> App::my_class_names() const {
  std::array<std::string, 2> names = state_->bench.mine.class_names();
  if (names[1].empty()) names[1] = tr(Text::class_a);
  if (names[0].empty()) names[0] = tr(Text::class_b);
  return names;
}

void App::set_drop_hover(bool is_over) {
  state_->is_drop_over = is_over;
  state_->is_dirty = true;
}

void App::set_busy(bool is_busy) {
  state_->is_reading_file = is_busy;
  state_->is_dirty = true;
}

void App::State::take_table(std::shared_ptr<const Table> table) {
  DataSpec& data = settings.data;
  const bool has_choice = data.label_column >= 0 || !data.columns.empty();
  if (has_choice && bench.table && bench.table->names != table->names) {
    data.label_column = -1;
    data.columns.clear();
    notices.tell({{Errc::table_choice_reset, {}}});
  }
  bench.table = std::move(table);
}

void App::State::show_source(DataSource source) {
  if (settings.data.source == source) return;
  choose_source(bench, source);
}

void App::State::train_on_new_data(DataSource source) {
  show_source(source);
  // Other settings train the new data by themselves; data that is added to the same source is
  // trained as the first was.
  if (without_view(settings) == without_view(settings_sync.sent())) {
    settings_sync.retrain();
  } else {
    sync_settings();
  }
}

void App::State::send_my_pictures() {
  MyPictures& mine = bench.mine;
  if (!mine.is_changed || mine.is_reading() || bench.navigation.is_sort_open) return;
  mine.is_changed = false;
  is_dirty = true;
  UserData data;
  data.my_pictures = mine.picture_set();
  if (data.my_pictures) {
    const std::uint32_t kept_as = run.pictures.keep(data);
    host.send(Bring{.data = std::move(data), .kept_as = kept_as});
    train_on_new_data(DataSource::mine);
  } else if (mine.count() == 0 && settings.data.source == DataSource::mine) {
    change_source(settings, DataSource::drawn);  // there is nothing left to show
  }
}

void App::State::undo_settings() {
  undo.undo(settings);
  // Removing all pictures changed the source; the step before it had them.
  if (settings.data.source == DataSource::mine && bench.mine.count() == 0) bench.mine.restore();
}

}  // namespace purr::shell
