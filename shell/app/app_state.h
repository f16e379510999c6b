#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "engine/io/experiment.h"
#include "shell/app/app.h"
#include "shell/app/appearance.h"
#include "shell/app/data_fetches.h"
#include "shell/app/first_replay.h"
#include "shell/app/host.h"
#include "shell/app/look_back_sync.h"
#include "shell/app/notices.h"
#include "shell/app/run_events.h"
#include "shell/app/settings_sync.h"
#include "shell/app/undo.h"
#include "shell/app/user_table.h"
#include "shell/app/watch_sync.h"
#include "shell/panels/panels.h"
#include "shell/view/run_view.h"

namespace purr::shell {

/// The parts of the App. Only app.cpp, api.cpp and user_data.cpp include this.
struct App::State {
  State(Hooks hooks, std::string_view link, const Surface& surface);
  State(const State&) = delete;  // its parts refer to `host`
  State& operator=(const State&) = delete;

  Host host;
  Surface surface;  ///< in points of the layout, see Appearance::update
  Experiment settings;
  RunView run;
  Workbench bench{.settings = settings, .run = run};
  Panels panels;
  bool is_drop_over = false;     ///< files are dragged over the surface
  bool is_reading_file = false;  ///< a file is being read
  std::uint32_t read_count = 0;  ///< how often the user's data came
  int new_pictures = 0;          ///< of the user, in the drop that is being read
  int new_bad_pictures = 0;      ///< files of that drop that could not be read

  Notices notices{host};
  Appearance appearance{host};
  UserTable user_table;
  UndoHistory undo;
  SettingsSync settings_sync;
  WatchSync watch_sync;
  LookBackSync look_back_sync{[this](Command command) { host.send(std::move(command)); }};
  DataFetches fetches{host};
  RunEvents run_events{host};
  FirstReplay first_replay{[this](Command command) { host.send(std::move(command)); }};

  std::string published_link;
  bool is_new_page = false;      ///< of the next link that is published
  Arrangement remembered;        ///< what the host keeps
  std::string remembered_runs;   ///< what the host keeps of the pinned runs, in short
  bool wants_pin = false;        ///< as soon as the run of these settings is there
  std::uint32_t next_token = 1;  ///< of requests to the trainer
  bool is_dirty = true;

  // app.cpp
  bool frame();
  void receive(Update update);
  void load_link(std::string_view link);
  /// Tells the trainer what changed in the settings, and the rest of the program that it did.
  void sync_settings();
  /// Shows Chinese once its typefaces are there, and asks for them when a character needs them.
  void follow_chinese();
  /// Withdraws notices about what has changed.
  void follow_notices();
  void play();
  void run_to(int iteration);
  /// What was called is the user's own: it ends the replay of the first visit.
  void end_first_replay() { first_replay.stop(settings.view.pace); }

  // user_data.cpp
  /// The Chinese typefaces cannot be had: the interface stays English.
  void forgo_chinese();
  /// Remembers the table for the panels. A choice of columns made for another table ends here.
  void take_table(std::shared_ptr<const Table> table, bool has_other_columns);
  /// Reads the table again where a choice about it changed, and trains on it.
  void follow_table();
  /// Shows data of another source. Keeps the settings when they already do.
  void show_source(DataSource source);
  /// Shows `source`, whose data was brought, and trains on it.
  void train_on_new_data(DataSource source);
  /// Sends the user's own pictures to the trainer once reading and sorting them has ended, and
  /// trains on them.
  void send_my_pictures();
  void tell_pictures(int count, int bad);
  /// One step back; removed pictures come back with the settings that showed them.
  void undo_settings();

 private:
  void begin_imgui_frame();
  void draw();
  void carry_out(const Requests& requests);
  void update_first_replay(bool was_requested);
  void pin_when_there();
  void add_mark(const std::string& words);
  void publish_link();
  void try_ways_out();
  void remember_arrangement();
  void remember_pinned_runs();
  void receive_status();
};

}  // namespace purr::shell
