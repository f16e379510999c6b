#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/io/experiment.h"
#include "shell/app/host.h"
#include "shell/widgets/notices.h"

namespace purr::shell {

/// What a notice speaks of. It goes when its subject changes.
enum class NoticeSubject : std::uint8_t {
  setting,  ///< the value of a key: until it is set to another value
  data,     ///< the data set: until there is another one
  file,     ///< a file that was read: until others are read, or the settings show other data
  run,      ///< the run: until it starts anew or changes
};
NoticeSubject subject_of(Errc code);

/// What the subjects are at the moment.
struct NoticeMoment {
  const Experiment& settings;
  std::uint32_t data_revision = 0;  ///< of the data set that the trainer has
  std::uint32_t run_serial = 0;     ///< of the settings that were sent last
  std::uint32_t read_count = 0;     ///< how often user data came
};

/// What the user is told beside the run: repairs and errors, which pass as toasts and are kept as
/// notes while they hold, and the one failure that keeps the run from going on.
class Notices {
 public:
  static constexpr std::size_t kMaxNotes = 20;

  explicit Notices(const Host& host) : host_(host) {}

  /// Settings that were repaired, or another warning.
  void warn(const std::vector<Error>& warnings);
  /// What was understood of the user's data: kept one by one, shown as one toast.
  /// @param has_toast  false where the screen already says it.
  void tell(const std::vector<Error>& news, bool has_toast = true);
  /// Something the user requested failed, and the run goes on: a file that cannot be read.
  void report(const Error& error);
  /// The run cannot go on.
  void fail(const Error& error);
  void clear_failure() { failure_.reset(); }
  /// The state of the run that followed the last failure, whatever it was about: a run that goes on
  /// ends it. So no list of codes says which failures end with which data.
  void follow_run(bool goes_on);
  /// Withdraws notes, and their toasts, whose subject has changed. A new note is tied to its
  /// subject as it is at the first call after it.
  void follow(const NoticeMoment& moment);

  /// The failure, or null.
  const Error* failure() const { return failure_ ? &*failure_ : nullptr; }
  /// The newest repairs and errors that still hold, oldest first.
  std::vector<Error> notes() const;

 private:
  struct Note {
    Error error;
    std::string toast;              // the subject of its toast
    std::optional<std::string> of;  // its subject in figures; none before the first follow()
  };
  /// Keeps a note whose toast has the subject `toast`.
  void keep(const Error& error, std::string toast);
  void add(const Error& error, NoticeKind kind);
  void emit(const char* event, const Error& error) const;

  const Host& host_;
  std::vector<Note> notes_;
  std::uint32_t next_number_ = 1;
  std::optional<Error> failure_;
  bool is_failure_fresh_ = false;  // no status of the run has come since
};

/// Data that the user must supply is missing: the data card invites it.
bool is_missing_user_data(Errc code);

}  // namespace purr::shell
