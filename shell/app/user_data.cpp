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
namespace {

std::vector<std::string> column_names(const TableReport& report) {
  std::vector<std::string> names;
  for (const ColumnReport& column : report.columns) names.push_back(column.name);
  return names;
}

}  // namespace

const DataSpec& App::data_spec() const { return state_->settings.data; }

void App::bring(UserData data, const std::vector<Error>& given_notes, TableSource source,
                const std::vector<TableReport>& given_reports) {
  State& s = *state_;
  s.end_first_replay();
  std::vector<Error> notes = given_notes;
  std::vector<TableReport> reports = given_reports;
  if (s.settings.data.source == DataSource::table) {
    if (auto both = s.user_table.join(source, s.settings.data)) {
      data.table = both->data.table;
      data.train_points = both->data.train_points;
      data.test_points = both->data.test_points;
      notes = std::move(both->notes);
      reports = std::move(both->reports);
      source = std::move(both->source);
    }
  }
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
  bool opens_preview = false;
  if (has_table) {
    const bool is_first = s.bench.table == nullptr;
    const bool is_dropped = source.is_dropped;
    const std::vector<std::string> before = column_names(s.bench.table_view.report);
    s.user_table.take(std::move(source), data.table, reports, s.settings.data, s.bench.table_view);
    const bool is_other = before != column_names(s.bench.table_view.report);
    s.take_table(data.table, !is_first && is_other);
    // Before the table: a choice that ends here would be looked for in it.
    if (is_other) s.sync_settings();
    opens_preview = is_other && is_dropped && !stays_on_points;
    if (opens_preview) s.bench.navigation.is_table_open = true;
  }
  s.notices.tell(notes, /*has_toast=*/!opens_preview);
  const std::uint32_t kept_as = s.run.pictures.keep(data);
  s.host.send(Bring{std::move(data), kept_as});
  if (has_points) s.bench.has_csv_points = true;
  s.train_on_new_data(has_pictures                    ? DataSource::course
                      : has_table && !stays_on_points ? DataSource::table
                                                      : DataSource::csv);
  s.is_dirty = true;
}

void App::report(const Error& error) {
  if (error.code == Errc::fonts_unreachable) state_->forgo_chinese();
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

void App::State::forgo_chinese() {
  fetches.chinese_fonts_failed();
  // The button chooses Chinese again, which requests them again.
  if (appearance.wants_chinese()) settings.view.language = LanguageChoice::en;
}

void App::State::take_table(std::shared_ptr<const Table> table, bool has_other_columns) {
  DataSpec& data = settings.data;
  const bool has_choice = data.label_column >= 0 || !data.columns.empty() || !data.label.empty() ||
                          !data.class_one.empty() || !data.features.empty() ||
                          !data.one_hot.empty();
  if (has_choice && has_other_columns) {
    data.label_column = -1;
    data.columns.clear();
    data.label.clear();
    data.class_one.clear();
    data.features.clear();
    data.one_hot.clear();
    notices.tell({{Errc::table_choice_reset, {}}});
  }
  bench.table = std::move(table);
}

void App::State::follow_table() {
  if (settings.data.source != DataSource::table) return;
  const std::vector<std::string> before = column_names(bench.table_view.report);
  auto data = user_table.follow(settings.data, bench.table_view);
  if (!data) return;
  is_dirty = true;
  take_table(data->table, before != column_names(bench.table_view.report));
  host.send(Bring{std::move(*data)});
  if (without_view(settings) == without_view(settings_sync.sent())) settings_sync.retrain();
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
