#include "shell/app/notices.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "shell/theme/strings.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

/// The key that a repaired setting is of. Some sentences name it themselves.
std::string_view key_of(const Error& error) {
  switch (error.code) {
    case Errc::bad_units: return "hidden";
    case Errc::bad_activations: return "activation";
    case Errc::bad_columns: return "columns";
    case Errc::bad_flips: return "flipped";
    case Errc::bad_frozen: return "frozen";
    case Errc::unknown_preset: return "preset";
    default: return error.args.empty() ? std::string_view{} : std::string_view(error.args[0]);
  }
}

/// A text that changes with the subject of a note.
std::string figures_of(const Error& error, const NoticeMoment& moment) {
  switch (subject_of(error.code)) {
    case NoticeSubject::setting: {
      const Key* key = find_key(key_of(error));
      // An unknown key changes with nothing but another link.
      return key != nullptr ? key->get(moment.settings) : moment.settings.preset;
    }
    case NoticeSubject::data: return std::to_string(moment.data_revision);
    case NoticeSubject::file:
      return std::to_string(moment.read_count) + " " +
             std::to_string(static_cast<int>(moment.settings.data.source));
    case NoticeSubject::run: break;
  }
  return std::to_string(moment.run_serial);
}

}  // namespace

NoticeSubject subject_of(Errc code) {
  switch (code) {
    case Errc::unknown_key:
    case Errc::bad_number:
    case Errc::out_of_range:
    case Errc::bad_choice:
    case Errc::bad_units:
    case Errc::bad_activations:
    case Errc::unknown_preset:
    case Errc::newer_link:
    case Errc::link_too_long:
    case Errc::bad_argument:
    case Errc::bad_address:
    case Errc::bad_columns:
    case Errc::bad_flips:
    case Errc::bad_frozen: return NoticeSubject::setting;
    case Errc::one_class:
    case Errc::fewer_examples: return NoticeSubject::data;
    case Errc::gram_unsupported:
    case Errc::gram_frozen:
    case Errc::too_much_memory:
    case Errc::cost_exploded:
    case Errc::stopped_at_cost:
    case Errc::stopped_at_gradient:
    case Errc::stopped_without_progress:
    case Errc::stopped_at_time:
    case Errc::edit_not_there:
    case Errc::edit_not_now:
    case Errc::edit_refused:
    case Errc::trace_too_large:
    case Errc::bad_message:
    case Errc::bad_picture: return NoticeSubject::run;
    default: return NoticeSubject::file;
  }
}

void Notices::warn(const std::vector<Error>& warnings) {
  for (const Error& warning : warnings) {
    add(warning, NoticeKind::warning);
    emit("notice", warning);
  }
}

void Notices::tell(const std::vector<Error>& news, bool has_toast) {
  if (news.empty()) return;
  const std::string shared_toast = "note" + std::to_string(next_number_++);
  std::string words;
  for (const Error& one : news) {
    keep(one, shared_toast);
    emit("notice", one);
    words += (words.empty() ? "" : " ") + describe(one, current_language());
  }
  if (!has_toast) return;
  toast(words, news.size() > 1 ? NoticeKind::warning : NoticeKind::info, shared_toast);
}

void Notices::report(const Error& error) {
  add(error, NoticeKind::error);
  emit("error", error);
}

void Notices::fail(const Error& error) {
  failure_ = error;
  is_failure_fresh_ = true;
  emit("error", error);
}

void Notices::follow_run(bool goes_on) {
  const bool is_fresh = std::exchange(is_failure_fresh_, false);
  if (!goes_on || !failure_) return;
  // What the run survives was no failure of the run: it is told once.
  if (is_fresh) add(*failure_, NoticeKind::error);
  failure_.reset();
}

void Notices::keep(const Error& error, std::string toast) {
  std::erase_if(notes_, [&](const Note& note) { return note.error == error; });
  notes_.push_back({error, std::move(toast), std::nullopt});
  if (notes_.size() > kMaxNotes) notes_.erase(notes_.begin());
}

void Notices::add(const Error& error, NoticeKind kind) {
  keep(error, "note" + std::to_string(next_number_++));
  // The line about what is wrong with the run says it for as long as it holds.
  if (error.code == Errc::one_class) return;
  toast(describe(error, current_language()), kind, notes_.back().toast);
}

void Notices::follow(const NoticeMoment& moment) {
  std::erase_if(notes_, [&](Note& note) {
    std::string of = figures_of(note.error, moment);
    if (!note.of) note.of = of;
    if (*note.of == of) return false;
    withdraw_toasts(note.toast);
    return true;
  });
}

std::vector<Error> Notices::notes() const {
  std::vector<Error> errors;
  for (const Note& note : notes_) errors.push_back(note.error);
  return errors;
}

void Notices::emit(const char* event, const Error& error) const {
  host_.emit(event,
             {{"code", errc_name(error.code)}, {"text", describe(error, current_language())}});
}

bool is_missing_user_data(Errc code) {
  return code == Errc::data_missing || code == Errc::points_missing ||
         code == Errc::my_pictures_missing;
}

}  // namespace purr::shell
