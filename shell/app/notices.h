#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/core/result.h"
#include "shell/app/host.h"

namespace purr::shell {

/// What the user is told beside the run: repairs and errors, which pass as toasts and are kept as
/// notes, and the one failure that keeps the run from going on.
class Notices {
 public:
  static constexpr std::size_t kMaxNotes = 20;

  explicit Notices(const Host& host) : host_(host) {}

  /// Settings that were repaired, or another warning.
  void warn(const std::vector<Error>& warnings);
  /// What was understood of the user's data: kept one by one, shown as one toast.
  void tell(const std::vector<Error>& news);
  /// Something the user requested failed, and the run goes on: a file that cannot be read.
  void report(const Error& error);
  /// The run cannot go on.
  void fail(const Error& error);
  void clear_failure() { failure_.reset(); }
  /// The run goes on: a failure that was about the run is over.
  void clear_failure_of_run();

  /// The failure, or null.
  const Error* failure() const { return failure_ ? &*failure_ : nullptr; }
  /// The newest repairs and errors, oldest first.
  const std::vector<Error>& notes() const { return notes_; }

 private:
  void keep(const Error& error);
  void emit(const char* event, const Error& error) const;

  const Host& host_;
  std::vector<Error> notes_;
  std::optional<Error> failure_;
};

/// Data that the user must supply is missing: the data card invites it.
bool is_missing_user_data(Errc code);

}  // namespace purr::shell
